package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.link.Answer;
import dev.botrunner.link.Finished;
import dev.botrunner.link.Orders;
import dev.botrunner.link.SessionLink;
import dev.botrunner.loop.Threads;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Published;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Outcome;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Stage;
import dev.botrunner.session.StopReason;
import dev.botrunner.session.Timeline;
import dev.botrunner.session.Ulid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a runner may say, what it is told, and that a store that forgot takes it back. */
public abstract class SessionLinkContract extends LinkContract {

    private static final Duration NOW = Duration.ZERO;

    @Test
    void joinedIsWrittenOnceAndMayBeRepeated() throws InterruptedException {
        var granted = running(OnCrash.END);
        assertThat(granted.session().joined()).isEqualTo(Answer.GO_ON);
        assertThat(granted.session().joined()).isEqualTo(Answer.GO_ON);
        assertThat(stage(granted.assignment().spec().id())).isEqualTo(Stage.JOINED);
    }

    @Test
    void aBeatWithoutNewsBringsNothing() throws InterruptedException {
        assertThat(running(OnCrash.END).session().beat(BeatReport.NOTHING_NEW, NOW))
                .isEqualTo(new Orders(Answer.GO_ON, Optional.empty(), List.of()));
    }

    @Test
    void aBeatThatSaysJoinedIsAsGoodAsTheCall() throws InterruptedException {
        var granted = running(OnCrash.END);
        granted.session().beat(new BeatReport(Optional.empty(), true, Optional.of("warm")), NOW);
        SessionId id = granted.assignment().spec().id();
        assertThat(stage(id)).isEqualTo(Stage.JOINED);
        assertThat(head(id).timeline().has("assets_ready", 1)).isTrue();
    }

    @Test
    void messagesComeInOrderUntilTheyAreTaken() throws InterruptedException {
        var granted = running(OnCrash.END);
        SessionLink session = granted.session();
        Message first = say(granted.assignment().spec().id(), 1);
        Message second = say(granted.assignment().spec().id(), 2);
        assertThat(session.beat(BeatReport.NOTHING_NEW, NOW).messages()).containsExactly(first, second);
        assertThat(session.beat(taken(first), NOW).messages()).containsExactly(second);
        assertThat(session.beat(taken(second), NOW).messages()).isEmpty();
        assertThat(session.beat(taken(first), NOW).messages()).isEmpty();
    }

    @Test
    void aHeldBeatIsAnsweredWhenAMessageComes() throws InterruptedException {
        var granted = running(OnCrash.END);
        var got = new AtomicReference<Optional<Orders>>(Optional.empty());
        var done = new CountDownLatch(1);
        Threads.virtual("held-beat", () -> {
            try {
                got.set(Optional.of(granted.session().beat(BeatReport.NOTHING_NEW, Duration.ofSeconds(10))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            done.countDown();
        });
        Message message = say(granted.assignment().spec().id(), 1);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(got.get().orElseThrow().messages()).containsExactly(message);
    }

    @Test
    void anAskedStopIsAnOrderWithTheGoodByeAsGrace() throws InterruptedException {
        var granted = running(OnCrash.END);
        stop(granted.assignment().spec().id());
        clock.advance(Duration.ofSeconds(5));
        var orders = granted.session().beat(BeatReport.NOTHING_NEW, Duration.ofSeconds(10));
        assertThat(orders.end()).contains(new Orders.Leave(StopReason.REQUESTED, Duration.ofSeconds(15)));
        assertThat(orders.answer()).isEqualTo(Answer.GO_ON);
    }

    @Test
    void nobodyEntersARoomThatItIsToldToLeave() throws InterruptedException {
        var granted = running(OnCrash.END);
        stop(granted.assignment().spec().id());
        assertThat(granted.session().joined()).isEqualTo(Answer.ENDED);
        assertThat(head(granted.assignment().spec().id()).timeline().has("joined", 1))
                .isFalse();
    }

    @Test
    void aBotThatIsInItsRoomMayRepeatItWhileItLeaves() throws InterruptedException {
        var granted = running(OnCrash.END);
        granted.session().joined();
        stop(granted.assignment().spec().id());
        assertThat(granted.session().joined()).isEqualTo(Answer.GO_ON);
    }

    @Test
    void anAttemptThatWasGivenUpIsToldSoByEveryCall() throws InterruptedException {
        var granted = running(OnCrash.END);
        SessionLink session = granted.session();
        fallSilent(granted.assignment().spec().id());
        assertThat(session.joined()).isEqualTo(Answer.SUPERSEDED);
        assertThat(session.beat(BeatReport.NOTHING_NEW, NOW)).isEqualTo(Orders.over(Answer.SUPERSEDED));
        assertThatThrownBy(() -> session.events().publish(List.of(event("bot.turn.user", 1))))
                .isInstanceOf(DependencyException.class);
        assertThat(broker.taken()).isEmpty();
    }

    @Test
    void aSessionThatHasEndedIsToldSo() throws InterruptedException {
        var granted = running(OnCrash.END);
        granted.session().finish(RunnerEnd.completed("done"));
        assertThat(granted.session().joined()).isEqualTo(Answer.ENDED);
        assertThat(granted.session().beat(BeatReport.NOTHING_NEW, NOW).answer()).isEqualTo(Answer.ENDED);
    }

    @Test
    void theFirstFinishStandsAndRepeatsGetTheSameAnswer() throws InterruptedException {
        var granted = running(OnCrash.END);
        granted.session().joined();
        Finished first = granted.session().finish(RunnerEnd.completed("room_empty"));
        assertThat(first.answer()).isEqualTo(Answer.GO_ON);
        assertThat(first.end().map(SessionEnd::reason)).contains("room_empty");
        assertThat(granted.session().finish(RunnerEnd.failed("bot_crashed", 1, "late")))
                .isEqualTo(first);
    }

    @Test
    void aFinishThatLeadsToAnotherTrySaysNoEndAndMayBeRepeated() throws InterruptedException {
        var granted = running(OnCrash.END);
        var word = RunnerEnd.failed("bot_crashed", 10, "try again");
        assertThat(granted.session().finish(word)).isEqualTo(new Finished(Answer.GO_ON, Optional.empty()));
        assertThat(granted.session().finish(word)).isEqualTo(new Finished(Answer.GO_ON, Optional.empty()));
        assertThat(stage(granted.assignment().spec().id())).isEqualTo(Stage.QUEUED);
    }

    @Test
    void onTheWayOutTheFirstReasonStands() throws InterruptedException {
        var granted = running(OnCrash.END);
        granted.session().joined();
        stop(granted.assignment().spec().id());
        var finished = granted.session().finish(RunnerEnd.failed("bot_crashed", 1, "on the way out"));
        assertThat(finished.end().map(SessionEnd::outcome)).contains(Outcome.STOPPED);
        assertThat(finished.end().flatMap(SessionEnd::detail)).contains("on the way out");
    }

    @Test
    void eventsAreStampedFromTheToken() throws InterruptedException {
        var granted = running(OnCrash.END);
        String id = granted.assignment().spec().id().value();
        Envelope written = event("bot.turn.user", 1);
        assertThat(granted.session().events().publish(List.of(written))).isEqualTo(Published.all(1));
        Envelope taken = broker.taken().getFirst();
        assertThat(taken.source()).isEqualTo("/sessions/" + id + "/1");
        assertThat(taken.subject()).isEqualTo(id);
        assertThat(taken.tenant()).isEqualTo("default");
        assertThat(taken.bot()).isEqualTo("echo");
        assertThat(taken.attempt()).isEqualTo(1);
        assertThat(taken.id()).isEqualTo(written.id());
        assertThat(taken.data()).isEqualTo(written.data());
    }

    @Test
    void badEventsAreRejectedOneByOne() throws InterruptedException {
        var granted = running(OnCrash.END);
        var batch = List.of(
                event("bot.session.end", 1),
                event("bot.turn.user", 2),
                event("Bot", 3),
                event("bot.turn.bot", 4, "x".repeat(Envelope.MAX_BYTES)));
        assertThat(granted.session().events().publish(batch))
                .isEqualTo(new Published(
                        1,
                        List.of(
                                new Published.Rejected(0, Published.Code.RESERVED_TYPE),
                                new Published.Rejected(2, Published.Code.BAD_TYPE),
                                new Published.Rejected(3, Published.Code.TOO_LARGE))));
        assertThat(broker.taken()).extracting(Envelope::sequence).containsExactly(2L);
    }

    @Test
    void eventsThatTheBrokerDidNotTakeMustBeSentAgain() throws InterruptedException {
        var granted = running(OnCrash.END);
        broker.down(true);
        assertThatThrownBy(() -> granted.session().events().publish(List.of(event("bot.turn.user", 1))))
                .isInstanceOf(DependencyException.class);
        broker.down(false);
        assertThat(granted.session().events().publish(List.of(event("bot.turn.user", 1))))
                .isEqualTo(Published.all(1));
    }

    @Test
    void aStoreThatForgotTakesALivingSessionBack() throws InterruptedException {
        var granted = running(OnCrash.END);
        SessionId id = granted.assignment().spec().id();
        forget();
        var orders = granted.session().beat(new BeatReport(Optional.empty(), true, Optional.empty()), NOW);
        assertThat(orders.answer()).isEqualTo(Answer.GO_ON);
        assertThat(head(id).state()).isInstanceOf(SessionState.Joined.class);
        assertThat(head(id).timeline().entries().getFirst().phase()).isEqualTo(Timeline.READOPTED);
        assertThat(granted.session().events().publish(List.of(event("bot.turn.user", 1))))
                .isEqualTo(Published.all(1));
        assertThat(granted.session().finish(RunnerEnd.completed("done")).end()).isPresent();
    }

    @Test
    void aFinishBringsAForgottenSessionBackToItsEnd() throws InterruptedException {
        var granted = running(OnCrash.END);
        forget();
        assertThat(granted.session().finish(RunnerEnd.completed("done")).end()).isPresent();
    }

    @Test
    void aTokenThatIsTooOldBringsNothingBack() throws InterruptedException {
        var granted = running(OnCrash.END);
        forget();
        clock.advance(Duration.ofHours(4));
        assertThat(granted.session().joined()).isEqualTo(Answer.UNKNOWN);
        assertThat(granted.session().beat(BeatReport.NOTHING_NEW, NOW).answer()).isEqualTo(Answer.UNKNOWN);
    }

    private Message say(SessionId id, int number) {
        var message = new Message(
                Ulid.of(number, new SplittableRandom(number)),
                "note",
                Json.obj().put("number", number).build());
        enter(id, seen -> rules.messaged(seen, message));
        return message;
    }

    private static BeatReport taken(Message message) {
        return new BeatReport(Optional.of(message.id()), false, Optional.empty());
    }

    private static Envelope event(String type, long sequence) {
        return event(type, sequence, "hello");
    }

    /** As a runner that wants to be somebody else would write it. */
    private static Envelope event(String type, long sequence, String text) {
        return new Envelope(
                Ulid.of(sequence, new SplittableRandom(sequence)),
                "/sessions/another",
                type,
                "another",
                Instant.parse("2026-11-24T12:00:00Z"),
                "urn:botrunner:" + type + ":1",
                "acme",
                "chat",
                7,
                "e1",
                sequence,
                Optional.empty(),
                Json.obj().put("text", text).build());
    }
}
