package dev.botrunner.testkit.loops;

import static dev.botrunner.testkit.loops.OneServer.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.duty.DeadlineDuty;
import dev.botrunner.loop.Loop.Did;
import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Retry;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.SessionState.Ended;
import dev.botrunner.session.Stage;
import dev.botrunner.testkit.LoopStepper;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.faults.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeadlineDutyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LOST_AFTER = RULES.lostAfter();

    private final Hooks faults = new Hooks();
    private final OneServer server = new OneServer(faults);
    private final DeadlineDuty duty = server.deadlines();

    /** Something happens after a call. */
    private static final class Hooks implements Faults {
        private String call = "";
        private Runnable what = () -> {};

        private void then(String after, Runnable happens) {
            call = after;
            what = happens;
        }

        @Override
        public void before(String name) {}

        @Override
        public void after(String name) {
            if (name.equals(call)) {
                what.run();
            }
        }
    }

    private SessionId claimed() {
        SessionId id = server.join();
        server.enter(id, seen -> RULES.claimed(seen, new Claimant(server.process(), Claimant.Kind.LAUNCHER)));
        return id;
    }

    private SessionId running() {
        SessionId id = claimed();
        server.redeem(id);
        return id;
    }

    private SessionId inBackOff() {
        SessionId id = claimed();
        var failure = new Failure(ErrorCode.UNSCHEDULABLE, "No node takes it");
        server.enter(id, seen -> RULES.refused(seen, 1, failure, new Retry.NextAttempt()));
        return id;
    }

    private List<Stage> stages(List<SessionId> ids) {
        return ids.stream().map(server::head).map(SessionHead::stage).distinct().toList();
    }

    /** As a loop would step it while so much time passes. */
    private void pass(Duration time) throws InterruptedException {
        for (Duration left = time; left.isPositive(); left = left.minus(SECOND)) {
            server.ticker.advance(SECOND);
            LoopStepper.untilIdle(duty);
        }
    }

    @Test
    void afterAnOutageAThousandSilentRecordsAreWithheldWhileABackOffActsAtOnce() throws InterruptedException {
        List<SessionId> silent = Stream.generate(this::running).limit(1_000).toList();
        SessionId waiting = inBackOff();
        server.ticker.advance(Duration.ofMinutes(5));

        duty.step();

        assertThat(server.head(waiting).isInLine()).isTrue();
        assertThat(stages(silent)).containsExactly(Stage.RUNNING);
        pass(LOST_AFTER.minus(SECOND));
        assertThat(stages(silent)).containsExactly(Stage.RUNNING);
        pass(SECOND);
        assertThat(stages(silent)).containsExactly(Stage.QUEUED);
    }

    @Test
    void aRunnerThatBeatsMeanwhileIsNotLost() throws InterruptedException {
        SessionId id = running();
        server.ticker.advance(Duration.ofMinutes(5));
        duty.step();

        server.enter(id, seen -> RULES.beat(seen, server.runner(id), BeatReport.NOTHING_NEW));
        pass(LOST_AFTER.minus(SECOND));

        assertThat(server.head(id).stage()).isEqualTo(Stage.RUNNING);
    }

    @Test
    void aClaimThatLapsedGoesBackToTheLineWithTheSameAttempt() throws InterruptedException {
        pass(LOST_AFTER.plus(SECOND));
        SessionId id = claimed();

        pass(RULES.claimLease());

        assertThat(server.head(id).isInLine()).isTrue();
        assertThat(server.head(id).progress().attempt()).isEqualTo(1);
    }

    @Test
    void aStoreOfAnotherEpochBeginsTheHearingAnew() throws InterruptedException {
        pass(LOST_AFTER.plus(SECOND));
        server.memory.forget();
        server.ticker.advance(Duration.ofSeconds(15));
        SessionId id = claimed();

        pass(LOST_AFTER.minus(SECOND));
        assertThat(server.head(id).stage()).isEqualTo(Stage.STARTING);

        pass(SECOND.multipliedBy(2));
        assertThat(server.head(id).stage()).isEqualTo(Stage.QUEUED);
    }

    @Test
    void aStoreClockThatJumpsBeginsTheHearingAnew() throws InterruptedException {
        pass(LOST_AFTER.plus(SECOND));
        SessionId id = running();

        server.ticker.jump(Duration.ofMinutes(2));
        LoopStepper.untilIdle(duty);
        pass(LOST_AFTER.minus(SECOND));
        assertThat(server.head(id).stage()).isEqualTo(Stage.RUNNING);

        pass(SECOND);
        assertThat(server.head(id).stage()).isEqualTo(Stage.QUEUED);
    }

    @Test
    void aClockThatIsSetALittleChangesNothing() throws InterruptedException {
        pass(LOST_AFTER.plus(SECOND));
        SessionId id = running();

        server.ticker.jump(Duration.ofSeconds(4));
        pass(LOST_AFTER.minus(Duration.ofSeconds(4)));

        assertThat(server.head(id).stage()).isEqualTo(Stage.QUEUED);
    }

    @Test
    void whoeverTakesTheLeaseOverWaitsAsLong() throws InterruptedException {
        pass(LOST_AFTER.plus(SECOND));
        SessionId id = running();
        server.ticker.advance(LOST_AFTER);
        var next = server.deadlines();

        LoopStepper.untilIdle(next);

        assertThat(server.head(id).stage()).isEqualTo(Stage.RUNNING);
    }

    @Test
    void doesNothingWhileAnotherHoldsTheLease() throws InterruptedException {
        LeaseHolder other = server.lease(DutyName.DEADLINES);
        assertThat(other.holds()).isTrue();
        SessionId id = inBackOff();
        server.ticker.advance(Duration.ofSeconds(5));

        assertThat(duty.step()).isEqualTo(Did.NOTHING);
        assertThat(server.head(id).isInLine()).isFalse();

        other.release();
        server.ticker.advance(SECOND);
        duty.step();
        assertThat(server.head(id).isInLine()).isTrue();
    }

    @Test
    void stopsInTheMiddleOfABatchWhenTheLeaseIsLost() throws InterruptedException {
        List<SessionId> waiting = Stream.generate(this::inBackOff).limit(10).toList();
        server.ticker.advance(Duration.ofSeconds(5));
        LeaseHolder other = server.lease(DutyName.DEADLINES);
        var writes = new AtomicInteger();
        faults.then("ledger.write", () -> {
            if (writes.incrementAndGet() == 4) {
                server.ticker.advance(Duration.ofSeconds(7));
                assertThat(other.holds()).isTrue();
            }
        });

        duty.step();

        assertThat(waiting.stream().filter(id -> server.head(id).isInLine())).hasSize(4);
    }

    @Test
    void whatIsNotStartedInTimeExpires() throws InterruptedException {
        SessionId id = server.join();

        pass(SampleSession.TERMS.startDeadline());

        assertThat(server.head(id).state())
                .isInstanceOfSatisfying(
                        SessionState.Ended.class,
                        ended -> assertThat(ended.end().reason()).isEqualTo("start_deadline"));
    }

    @Test
    void tellsHowLateItIs() throws InterruptedException {
        inBackOff();
        server.ticker.advance(Duration.ofSeconds(60));

        duty.step();
        assertThat(duty.lag()).isBetween(Duration.ofSeconds(58), Duration.ofSeconds(60));

        duty.step();
        assertThat(duty.lag()).isZero();
    }

    @Test
    void whatWaitsForAProfileThatHasGoneEnds() throws InterruptedException {
        var gone = new BotName("gone");
        SessionId orphan = server.join(SampleSession.one().by(gone));
        SessionId waiting = server.join();
        var keeper = server.deadlines(bot -> !bot.equals(gone));

        LoopStepper.untilIdle(keeper);
        LoopStepper.untilIdle(keeper);

        assertThat(server.head(orphan).state())
                .isInstanceOfSatisfying(
                        Ended.class, ended -> assertThat(ended.end().reason()).isEqualTo("unknown_bot"));
        assertThat(server.head(waiting).isInLine()).isTrue();
    }
}
