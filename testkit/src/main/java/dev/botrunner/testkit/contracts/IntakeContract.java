package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code enqueue} answers: accepted once, the same again to whoever asks again, and refusals that leave nothing. */
public abstract class IntakeContract extends StoreContract {

    private static final String ROOM = "https://rooms.example/one";

    @Test
    void anAcceptedSessionStandsInLineWithItsSpecAndItsEvent() throws InterruptedException {
        NewSession session = SampleSession.one().asOf(ledger);
        assertThat(queue.enqueue(session))
                .isEqualTo(new Enqueued.Accepted(session.first().next()));
        assertThat(head(session.spec().id())).isEqualTo(session.first().next());
        assertThat(ledger.spec(session.spec().id())).contains(session.spec());
        assertThat(outbox.next(10, Duration.ZERO)).hasSize(1);
    }

    @Test
    void theSameSessionAgainIsKnownAndTakesNoSecondPlace() {
        NewSession session = SampleSession.one().asOf(ledger);
        queue.enqueue(session);
        assertThat(queue.enqueue(session))
                .isEqualTo(new Enqueued.Known(session.first().next(), false, true));
        assertThat(startAll("r", ECHO)).containsExactly(session.spec().id());
    }

    @Test
    void theSameKeyAndRequestIsAnsweredWithTheSessionAsItIsNow() {
        SessionId id = accepted(SampleSession.one().key("k", "f"));
        assertDone(claim(id));
        var again = enqueue(SampleSession.one().key("k", "f"));
        assertThat(again).isEqualTo(new Enqueued.Known(head(id), false, true));
    }

    @Test
    void theSameKeyForAnotherRequestIsRefused() {
        accepted(SampleSession.one().key("k", "f"));
        var other = SampleSession.one().key("k", "g");
        assertThat(enqueue(other)).isEqualTo(new Enqueued.KeyReused());
        assertThat(ledger.find(other.id()).head()).isEmpty();
    }

    @Test
    void keysBelongToTheirTenant() {
        accepted(SampleSession.one().of(ACME).key("k", "f"));
        accepted(SampleSession.one().of(GLOBEX).key("k", "g"));
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        accepted(SampleSession.one().key("k", "f"));
        fixture.advance(Duration.ofHours(23));
        assertThat(enqueue(SampleSession.one().key("k", "f"))).isInstanceOf(Enqueued.Known.class);
        fixture.advance(Duration.ofHours(2));
        accepted(SampleSession.one().key("k", "f"));
    }

    @Test
    void aKeyIsAnsweredAfterItsSessionHasEnded() {
        SessionId id = accepted(SampleSession.one().key("k", "f"));
        stop(id);
        assertThat(enqueue(SampleSession.one().key("k", "f"))).isInstanceOfSatisfying(Enqueued.Known.class, known -> {
            assertThat(known.head().id()).isEqualTo(id);
            assertThat(known.head().stage()).isEqualTo(Stage.ENDED);
        });
    }

    @Test
    void whatComesTooLateIsNotStored() {
        NewSession session = SampleSession.one().asOf(ledger, Duration.ofSeconds(1));
        fixture.advance(Duration.ofSeconds(2));
        assertThat(queue.enqueue(session)).isEqualTo(new Enqueued.TooLate());
        assertThat(ledger.find(session.spec().id()).head()).isEmpty();
    }

    @Test
    void whatWasComputedForAnotherEpochIsNotStored() {
        NewSession session = SampleSession.one().asOf(ledger);
        fixture.forget();
        assertThat(queue.enqueue(session)).isEqualTo(new Enqueued.TooLate());
    }

    @Test
    void aLiveSessionOfTheRoomIsReused() {
        SessionId id = accepted(SampleSession.one().in(ROOM));
        assertThat(enqueue(SampleSession.one().in(ROOM))).isEqualTo(new Enqueued.Known(head(id), true, false));
        assertDone(claim(id));
        redeem(id);
        assertThat(enqueue(SampleSession.one().in(ROOM))).isEqualTo(new Enqueued.Known(head(id), true, false));
    }

    @Test
    void theNewestOfSeveralIsReused() {
        accepted(SampleSession.one().in(ROOM));
        SessionId newest = accepted(SampleSession.one().in(ROOM).policy(RoomPolicy.ANOTHER));
        assertThat(enqueue(SampleSession.one().in(ROOM))).isEqualTo(new Enqueued.Known(head(newest), true, false));
    }

    @Test
    void aReplayOfAReuseSaysSoAgain() {
        SessionId id = accepted(SampleSession.one().in(ROOM));
        enqueue(SampleSession.one().in(ROOM).key("k", "f"));
        stop(id);
        assertThat(enqueue(SampleSession.one().in(ROOM).key("k", "f")))
                .isEqualTo(new Enqueued.Known(head(id), true, true));
    }

    @Test
    void othersOfTheRoomAreNotReused() {
        accepted(SampleSession.one().in(ROOM));
        accepted(SampleSession.one().in(ROOM).by(CHAT));
        accepted(SampleSession.one().in(ROOM).of(ACME));
        accepted(SampleSession.one().in(ROOM + "/two"));
    }

    @Test
    void whatEndsOrHasEndedIsNotReused() {
        SessionId first = accepted(SampleSession.one().in(ROOM));
        stop(first);
        SessionId second = accepted(SampleSession.one().in(ROOM));
        assertDone(claim(second));
        redeem(second);
        assertDone(write(second, RULES::stopAsked));
        assertThat(head(second).stage()).isEqualTo(Stage.ENDING);
        accepted(SampleSession.one().in(ROOM));
    }

    @Test
    void aTakenRoomIsRefusedWhereTheCallerWantsThat() {
        SessionId id = accepted(SampleSession.one().in(ROOM));
        var refused = SampleSession.one().in(ROOM).policy(RoomPolicy.REFUSE);
        assertThat(enqueue(refused)).isEqualTo(new Enqueued.RoomTaken(head(id)));
        stop(id);
        accepted(refused);
    }

    @Test
    void aRefusalIsNotKeptForItsKey() {
        SessionId id = accepted(SampleSession.one().in(ROOM));
        enqueue(SampleSession.one().in(ROOM).policy(RoomPolicy.REFUSE).key("k", "f"));
        stop(id);
        accepted(SampleSession.one().in(ROOM).policy(RoomPolicy.REFUSE).key("k", "f"));
    }

    @Test
    void aFullQueueRefusesUntilAPlaceIsFree() {
        caps.queueLimit(2);
        SessionId first = accepted(SampleSession.one());
        accepted(SampleSession.one());
        var third = SampleSession.one();
        assertThat(enqueue(third)).isEqualTo(new Enqueued.Full(Enqueued.Scope.QUEUE, Duration.ofSeconds(5)));
        assertThat(ledger.find(third.id()).head()).isEmpty();
        assertDone(claim(first));
        accepted(third);
    }

    @Test
    void aFullQueueOfATenantRefusesOnlyIt() {
        caps.queue(ACME, 1);
        accepted(SampleSession.one().of(ACME));
        assertThat(enqueue(SampleSession.one().of(ACME).by(CHAT)))
                .isEqualTo(new Enqueued.Full(Enqueued.Scope.TENANT, Duration.ofSeconds(5)));
        accepted(SampleSession.one().of(GLOBEX));
    }

    @Test
    void retryAfterComesFromTheMeasuredStarts() {
        for (int i = 0; i < 6; i++) {
            assertDone(claim(accepted(SampleSession.one())));
            fixture.advance(Duration.ofSeconds(20));
        }
        caps.queueLimit(0);
        assertThat(enqueue(SampleSession.one()))
                .isInstanceOfSatisfying(
                        Enqueued.Full.class,
                        full -> assertThat(full.retryAfter())
                                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(25)));
    }

    @Test
    void replaysAndReusesNeedNoPlaceInTheQueue() {
        accepted(SampleSession.one().in(ROOM).key("k", "f"));
        caps.queueLimit(1);
        assertThat(enqueue(SampleSession.one().in(ROOM))).isInstanceOf(Enqueued.Known.class);
        assertThat(enqueue(SampleSession.one().in(ROOM).key("k", "f"))).isInstanceOf(Enqueued.Known.class);
    }

    @Test
    void aTenantsRateIsABucketOfTokens() {
        caps.rate(ACME, 0.5, 2);
        accepted(SampleSession.one().of(ACME));
        accepted(SampleSession.one().of(ACME));
        assertThat(enqueue(SampleSession.one().of(ACME)))
                .isInstanceOfSatisfying(
                        Enqueued.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter())
                                .isBetween(Duration.ofMillis(1), Duration.ofSeconds(2)));
        accepted(SampleSession.one().of(GLOBEX));
        fixture.advance(Duration.ofSeconds(2));
        accepted(SampleSession.one().of(ACME));
    }

    @Test
    void aReplayCostsNoToken() {
        caps.rate(ACME, 0.01, 2);
        accepted(SampleSession.one().of(ACME).key("k", "f"));
        for (int i = 0; i < 5; i++) {
            assertThat(enqueue(SampleSession.one().of(ACME).key("k", "f"))).isInstanceOf(Enqueued.Known.class);
        }
        accepted(SampleSession.one().of(ACME));
    }

    @Test
    void backOffNeverMeetsTheLimit() {
        caps.queueLimit(1);
        SessionId id = accepted(SampleSession.one());
        assertDone(claim(id));
        accepted(SampleSession.one());
        fixture.advance(Duration.ofSeconds(31));
        assertDone(write(id, RULES::silence));
        assertThat(List.of(head(id).stage(), enqueue(SampleSession.one()).getClass()))
                .isEqualTo(List.of(Stage.QUEUED, Enqueued.Full.class));
    }
}
