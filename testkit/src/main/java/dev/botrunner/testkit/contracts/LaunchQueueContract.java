package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.QueuePlace;
import dev.botrunner.queue.Wrote;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How sessions are shown to those who ask for work: in order, one to each, and again to whoever asks again. */
public abstract class LaunchQueueContract extends StoreContract {

    @Test
    void theFirstInLineIsShownAsItStands() {
        SessionId id = accepted(SampleSession.one());
        Optional<Seen> next = queue.next(new RequestId("r1"), Map.of(ECHO, Duration.ZERO), HOLD);
        assertThat(next.flatMap(Seen::head)).contains(head(id));
        assertThat(head(id).isInLine()).isTrue();
    }

    @Test
    void anEmptyQueueShowsNothing() {
        assertThat(next("r1", ECHO)).isEmpty();
    }

    @Test
    void higherPrioritiesComeFirstAndOlderOnesAmongEquals() {
        SessionId old = accepted(SampleSession.one());
        SessionId young = accepted(SampleSession.one());
        SessionId urgent = accepted(SampleSession.one().priority(9));
        SessionId patient = accepted(SampleSession.one().priority(0));
        assertThat(startAll("r", ECHO)).containsExactly(urgent, old, young, patient);
    }

    @Test
    void onlyBotsThatWereAskedForAreShown() {
        accepted(SampleSession.one().by(CHAT));
        assertThat(next("r1", ECHO)).isEmpty();
        assertThat(next("r2", ECHO, CHAT)).isPresent();
    }

    @Test
    void aMarkHidesASessionFromOthersOnly() {
        SessionId first = accepted(SampleSession.one());
        SessionId second = accepted(SampleSession.one());
        assertThat(next("r1", ECHO)).contains(first);
        assertThat(next("r2", ECHO)).contains(second);
        assertThat(next("r3", ECHO)).isEmpty();
        assertThat(next("r1", ECHO)).contains(first);
    }

    @Test
    void aMarkLapses() {
        SessionId id = accepted(SampleSession.one());
        next("r1", ECHO);
        fixture.advance(HOLD.plusSeconds(1));
        assertThat(next("r2", ECHO)).contains(id);
    }

    @Test
    void askingAgainHoldsTheMark() {
        SessionId id = accepted(SampleSession.one());
        next("r1", ECHO);
        fixture.advance(Duration.ofSeconds(3));
        assertThat(next("r1", ECHO)).contains(id);
        fixture.advance(Duration.ofSeconds(3));
        assertThat(next("r2", ECHO)).isEmpty();
    }

    @Test
    void whoAsksAgainAfterItsMarkLapsedGetsTheSameWhileItIsFree() {
        SessionId first = accepted(SampleSession.one());
        accepted(SampleSession.one());
        next("r1", ECHO);
        fixture.advance(HOLD.plusSeconds(1));
        assertThat(next("r1", ECHO)).contains(first);
    }

    @Test
    void whoAsksAgainGetsAnotherWhenItsSessionWentToSomebodyElse() {
        SessionId first = accepted(SampleSession.one());
        SessionId second = accepted(SampleSession.one());
        next("r1", ECHO);
        fixture.advance(HOLD.plusSeconds(1));
        assertThat(next("r2", ECHO)).contains(first);
        assertDone(claim(first));
        assertThat(next("r1", ECHO)).contains(second);
    }

    @Test
    void whoClaimedIsShownTheSameForAsLongAsItsRecordStands() {
        SessionId id = accepted(SampleSession.one());
        accepted(SampleSession.one());
        next("r1", ECHO);
        assertDone(claim(id, "r1"));
        assertThat(next("r1", ECHO)).contains(id);
        redeem(id);
        assertThat(next("r1", ECHO)).contains(id);
    }

    @Test
    void aClaimIsThatOfItsRequestThoughItWasShownToAnotherMeanwhile() {
        SessionId first = accepted(SampleSession.one());
        SessionId second = accepted(SampleSession.one());
        next("slow", ECHO);
        fixture.advance(HOLD.plusSeconds(1));
        assertThat(next("quick", ECHO)).contains(first);
        assertDone(claim(first, "slow"));
        assertThat(next("quick", ECHO)).contains(second);
        assertThat(next("slow", ECHO)).contains(first);
        redeem(first);
        assertThat(next("slow", ECHO)).contains(first);
    }

    @Test
    void whatNobodyHasAskedForIsNobodysClaim() {
        SessionId id = accepted(SampleSession.one());
        next("r1", ECHO);
        assertDone(claim(id));
        assertThat(next("r1", ECHO)).isEmpty();
    }

    @Test
    void aRequestWithoutAnAnswerMayBeRepeated() {
        assertThat(next("r1", ECHO)).isEmpty();
        SessionId id = accepted(SampleSession.one());
        assertThat(next("r1", ECHO)).contains(id);
    }

    @Test
    void aSessionMustHaveWaitedAsLongAsTheCallerSays() {
        SessionId id = accepted(SampleSession.one());
        var patient = Map.of(ECHO, Duration.ofMinutes(1));
        assertThat(queue.next(new RequestId("r1"), patient, HOLD)).isEmpty();
        fixture.advance(Duration.ofSeconds(61));
        assertThat(queue.next(new RequestId("r1"), patient, HOLD).map(Seen::id)).contains(id);
    }

    @Test
    void claimReturnsToTheLineWhenItsLeaseLapses() {
        SessionId id = accepted(SampleSession.one());
        next("r1", ECHO);
        assertDone(claim(id));
        fixture.advance(Duration.ofSeconds(31));
        assertDone(write(id, RULES::silence));
        assertThat(next("r2", ECHO)).contains(id);
    }

    @Test
    void whatComesBackToItsLineHasItsPlaceAgain() {
        SessionId tried = accepted(SampleSession.one());
        SessionId lapsed = accepted(SampleSession.one());
        assertDone(claim(tried));
        assertDone(claim(lapsed));
        fixture.advance(Duration.ofSeconds(31));
        SessionId young = accepted(SampleSession.one());
        assertDone(write(lapsed, RULES::silence));
        assertDone(write(tried, seen -> RULES.exited(seen, 1, 1, ExitStatus.code(1))));
        fixture.advance(Duration.ofSeconds(2));
        assertDone(write(tried, RULES::date));
        assertThat(position(tried)).isEqualTo(1);
        assertThat(queue.depth().rows().getFirst().oldest().orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(33));
        assertThat(startAll("r", ECHO)).containsExactly(tried, lapsed, young);
    }

    @Test
    void whatHasJustComeBackHasNotWaitedForThoseWhoTakeWhatIsLeft() {
        SessionId id = accepted(SampleSession.one());
        assertDone(claim(id));
        fixture.advance(Duration.ofSeconds(31));
        assertDone(write(id, RULES::silence));
        var patient = Map.of(ECHO, Duration.ofSeconds(5));
        assertThat(queue.next(new RequestId("r1"), patient, HOLD)).isEmpty();
        fixture.advance(Duration.ofSeconds(6));
        assertThat(queue.next(new RequestId("r1"), patient, HOLD).map(Seen::id)).contains(id);
    }

    @Test
    void whatEndedIsShownToNobody() {
        SessionId id = accepted(SampleSession.one());
        stop(id);
        assertThat(next("r1", ECHO)).isEmpty();
        assertThat(queue.place(id)).isEmpty();
    }

    @Test
    void aRetiredRequestNeverGetsAnything() {
        assertThat(queue.retire(new RequestId("r1"))).isTrue();
        accepted(SampleSession.one());
        assertThat(next("r1", ECHO)).isEmpty();
        assertThat(queue.retire(new RequestId("r1"))).isTrue();
        assertThat(next("r2", ECHO)).isPresent();
    }

    @Test
    void whoHasTakenSomethingIsNotRetired() {
        SessionId id = accepted(SampleSession.one());
        next("r1", ECHO);
        assertThat(queue.retire(new RequestId("r1"))).isFalse();
        assertDone(claim(id, "r1"));
        assertThat(queue.retire(new RequestId("r1"))).isFalse();
        assertThat(next("r1", ECHO)).contains(id);
    }

    @Test
    void whoseSessionWentToSomebodyElseIsRetired() {
        SessionId id = accepted(SampleSession.one());
        next("r1", ECHO);
        fixture.advance(HOLD.plusSeconds(1));
        assertThat(next("r2", ECHO)).contains(id);
        assertThat(queue.retire(new RequestId("r1"))).isTrue();
    }

    @Test
    void aPlaceIsTheRankInTheLineOfTenantAndBot() {
        SessionId first = accepted(SampleSession.one().of(ACME));
        SessionId second = accepted(SampleSession.one().of(ACME));
        SessionId other = accepted(SampleSession.one().of(GLOBEX));
        SessionId urgent = accepted(SampleSession.one().of(ACME).priority(7));
        assertThat(position(urgent)).isEqualTo(1);
        assertThat(position(first)).isEqualTo(2);
        assertThat(position(second)).isEqualTo(3);
        assertThat(position(other)).isEqualTo(1);
        next("r1", ECHO);
        assertThat(position(second)).isEqualTo(3);
        assertDone(claim(urgent));
        assertThat(queue.place(urgent)).isEmpty();
        assertThat(position(second)).isEqualTo(2);
    }

    @Test
    void anEtaComesWithTheFifthStart() {
        for (int i = 0; i < 4; i++) {
            assertDone(claim(accepted(SampleSession.one())));
            fixture.advance(Duration.ofSeconds(1));
        }
        SessionId waiting = accepted(SampleSession.one());
        assertThat(queue.place(waiting).flatMap(QueuePlace::eta)).isEmpty();
        assertDone(claim(accepted(SampleSession.one())));
        fixture.advance(Duration.ofSeconds(1));
        var eta = queue.place(waiting).flatMap(QueuePlace::eta).orElseThrow();
        assertThat(eta.earliest()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        assertThat(eta.latest()).isEqualTo(eta.earliest().multipliedBy(4));
    }

    @Test
    void waitingForWorkEndsWhenThereIsSome() throws InterruptedException {
        assertThat(queue.awaitWork(Set.of(ECHO), Duration.ZERO)).isFalse();
        accepted(SampleSession.one());
        assertThat(queue.awaitWork(Set.of(ECHO), Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aStoreThatForgotGivesNothingOutForAWhile() {
        SessionId gone = accepted(SampleSession.one());
        String epoch = ledger.find(gone).epoch();
        fixture.forget();
        assertThat(ledger.find(gone).head()).isEmpty();
        assertThat(ledger.find(gone).epoch()).isNotEqualTo(epoch);
        SessionId id = accepted(SampleSession.one());
        assertThat(next("r1", ECHO)).isEmpty();
        fixture.advance(Duration.ofSeconds(16));
        assertThat(next("r1", ECHO)).contains(id);
        assertThat(claim(id)).isInstanceOf(Wrote.Done.class);
    }

    private int position(SessionId id) {
        return queue.place(id).orElseThrow().position();
    }
}
