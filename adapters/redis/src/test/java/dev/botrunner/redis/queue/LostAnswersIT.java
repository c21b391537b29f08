package dev.botrunner.redis.queue;

import static dev.botrunner.redis.queue.SickQueue.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Durability;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.Wrote;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.redis.Fault;
import dev.botrunner.testkit.redis.RedisPlan;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break and servers that fall silent: what was done is done once, and nobody is told what is not so. */
@SuppressWarnings("NullAway.Init")
final class LostAnswersIT {

    private static final int ALWAYS = 1_000;

    private SickQueue redis;

    @BeforeEach
    void open() {
        redis = SickQueue.open(RedisPlan.MEMORY, Durability.NONE);
        redis.accepted();
    }

    @AfterEach
    void close() {
        redis.close();
    }

    static Stream<Fault> cuts() {
        return Stream.of(
                new Fault.CutBeforeRequest(),
                new Fault.CutBeforeAnswer(),
                new Fault.CutInsideAnswer(1),
                new Fault.CutInsideAnswer(12));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aJoinWhoseAnswerWasCutIsAcceptedOnce(Fault cut) throws InterruptedException {
        NewSession session =
                SampleSession.one().key("k", "f").asOf(redis.store().ledger());
        redis.proxy().next("EVALSHA", cut);
        assertThat(redis.store().queue().enqueue(session))
                .isEqualTo(new Enqueued.Accepted(session.first().next()));
        assertThat(redis.proxy().isSpent()).isTrue();
        assertThat(redis.store().outbox().next(10, Duration.ZERO)).hasSize(2);
        assertThat(redis.server().call("ZCARD", redis.key("line:echo:default"))).isEqualTo("2");
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aStepWhoseAnswerWasCutIsWrittenOnce(Fault cut) throws InterruptedException {
        Seen seen = redis.store().ledger().find(redis.accepted());
        redis.proxy().next("EVALSHA", cut);
        assertThat(redis.store().ledger().write(seen, redis.claim(seen)))
                .isInstanceOfSatisfying(
                        Wrote.Done.class,
                        done -> assertThat(done.now().version()).isEqualTo(2));
        assertThat(redis.store().outbox().next(10, Duration.ZERO)).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aRequestForWorkWhoseAnswerWasCutTakesOneSession(Fault cut) {
        redis.accepted();
        redis.proxy().next("EVALSHA", cut);
        SessionId shown = redis.next("r1").orElseThrow();
        assertThat(redis.next("r1")).contains(shown);
        assertThat(redis.next("r2")).isPresent();
        assertThat(redis.next("r3")).isEmpty();
    }

    @Test
    void whatIsCutAgainAndAgainIsUnknownWhereItMayHaveBeenWritten() {
        NewSession session = SampleSession.one().asOf(redis.store().ledger());
        redis.proxy().next(ALWAYS, "EVALSHA", new Fault.CutBeforeAnswer());
        assertThat(failure(() -> redis.store().queue().enqueue(session))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(failure(() -> redis.store().ledger().find(session.spec().id())))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        redis.proxy().heal();
        assertThat(redis.store().queue().enqueue(session))
                .isEqualTo(new Enqueued.Known(session.first().next(), false, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-LOADING Redis is loading the dataset in memory",
                "-READONLY You can't write against a read only replica.",
                "-OOM command not allowed when used memory > 'maxmemory'."
            })
    void whatWasCutOffAndIsThenRefusedMayHaveBeenWritten(String refusal) {
        NewSession session = SampleSession.one().asOf(redis.store().ledger());
        redis.proxy().next("EVALSHA", new Fault.CutBeforeAnswer());
        redis.proxy().next("EVALSHA", new Fault.Answer(refusal));
        assertThat(failure(() -> redis.store().queue().enqueue(session))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(redis.proxy().isSpent()).isTrue();
        assertThat(again(session)).isEqualTo(new Enqueued.Known(session.first().next(), false, true));
    }

    @Test
    void whatWasCutOffByAServerThatIsGoneSinceMayHaveBeenWritten() {
        NewSession session = SampleSession.one().asOf(redis.store().ledger());
        redis.proxy().next("EVALSHA", new Fault.GoneBeforeAnswer());
        assertThat(failure(() -> redis.store().queue().enqueue(session))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(failure(() -> redis.store().queue().enqueue(session))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        redis.proxy().heal();
        assertThat(again(session)).isEqualTo(new Enqueued.Known(session.first().next(), false, true));
    }

    @Test
    void whatWasCutOffMayHaveBeenWrittenThoughItsScriptIsNotKnownAnyMore() {
        NewSession session = SampleSession.one().asOf(redis.store().ledger());
        redis.proxy().next("EVALSHA", new Fault.CutBeforeAnswer());
        redis.proxy().next("EVALSHA", new Fault.Answer("-NOSCRIPT No matching script."));
        redis.proxy().next("EVAL", new Fault.Answer("-LOADING Redis is loading the dataset in memory"));
        assertThat(failure(() -> redis.store().queue().enqueue(session))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(redis.proxy().isSpent()).isTrue();
    }

    @Test
    void aJoinWhoseAnswerWasCutIsAcceptedOnceThoughItsScriptIsNotKnownAnyMore() {
        NewSession session = SampleSession.one().asOf(redis.store().ledger());
        redis.proxy().next("EVALSHA", new Fault.CutBeforeAnswer());
        redis.proxy().next("EVALSHA", new Fault.Answer("-NOSCRIPT No matching script."));
        assertThat(redis.store().queue().enqueue(session))
                .isEqualTo(new Enqueued.Accepted(session.first().next()));
        assertThat(redis.proxy().isSpent()).isTrue();
    }

    @Test
    void whatIsNeverAnsweredIsUnknownAndThenNobodyWaits() {
        NewSession session = SampleSession.one().asOf(redis.store().ledger());
        redis.proxy().next("EVALSHA", new Fault.Swallow());
        redis.proxy().next(ALWAYS, "PING", new Fault.Swallow());
        assertThat(failure(() -> redis.store().queue().enqueue(session))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(failure(() -> redis.store().queue().enqueue(session))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(redis.proxy().isSpent()).isFalse();
        redis.proxy().heal();
        assertThat(again(session)).isInstanceOf(Enqueued.Accepted.class);
    }

    @Test
    void aFrozenServerIsNotWaitedFor() {
        redis.server().freeze();
        try {
            ErrorCode first = failure(redis::accepted);
            assertThat(List.of(ErrorCode.STORE_UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN))
                    .contains(first);
            assertThat(failure(redis::accepted)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        } finally {
            redis.server().thaw();
        }
        assertThat(again(SampleSession.one()
                        .asOf(SickQueue.opened(redis.server().url(), redis.ticker(), Durability.NONE)
                                .ledger())))
                .isInstanceOf(Enqueued.Accepted.class);
    }

    @Test
    void aServerThatIsGoneIsUnavailableUntilItIsBack() {
        NewSession session = SampleSession.one().asOf(redis.store().ledger());
        redis.proxy().refuse();
        assertThat(failure(() -> redis.store().queue().enqueue(session))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        redis.proxy().heal();
        assertThat(again(session)).isInstanceOf(Enqueued.Accepted.class);
    }

    /** Until it is taken: that Redis answers again is found out by itself. */
    private Enqueued again(NewSession session) {
        while (true) {
            try {
                return redis.store().queue().enqueue(session);
            } catch (dev.botrunner.session.DependencyException notYet) {
                Thread.onSpinWait();
            }
        }
    }
}
