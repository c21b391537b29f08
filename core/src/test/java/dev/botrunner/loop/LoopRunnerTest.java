package dev.botrunner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopRunnerTest {

    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Pace QUICK =
            new Pace(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofNanos(1), AMPLE);
    private static final Pace SLEEPY = new Pace(DAY, DAY, DAY, DAY, DAY);

    @FunctionalInterface
    private interface Step {
        Loop.Did step() throws InterruptedException;
    }

    private static Loop loop(Step step) {
        return new Loop() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public Did step() throws InterruptedException {
                return step.step();
            }
        };
    }

    private static LoopRunner start(Pace pace, Step step) {
        return LoopRunner.start(loop(step), pace, Ticker.system());
    }

    @Test
    void stepsUntilTheLoopIsFinished() throws InterruptedException {
        var steps = new AtomicInteger();

        try (var runner = start(QUICK, () -> switch (steps.incrementAndGet()) {
            case 1 -> Loop.Did.WORK;
            case 2 -> Loop.Did.NOTHING;
            default -> Loop.Did.FINISHED;
        })) {
            assertThat(runner.join(AMPLE)).isTrue();
            assertThat(runner.now()).isEqualTo(Health.UP);
        }
        assertThat(steps).hasValue(3);
    }

    @Test
    void goesOnAfterFailures() throws InterruptedException {
        var steps = new AtomicInteger();

        try (var runner = start(QUICK, () -> {
            if (steps.incrementAndGet() < 4) {
                throw new IllegalStateException("step " + steps);
            }
            return Loop.Did.FINISHED;
        })) {
            assertThat(runner.join(AMPLE)).isTrue();
        }
        assertThat(steps).hasValue(4);
    }

    @Test
    void isDownWhileItsStepsFailAndUpAgainAfterwards() throws InterruptedException {
        BlockingQueue<Boolean> fails = new SynchronousQueue<>();
        BlockingQueue<Health.Status> before = new LinkedBlockingQueue<>();
        var itself = new LinkedBlockingQueue<LoopRunner>();

        try (var runner = start(QUICK, () -> {
            LoopRunner me = itself.take();
            itself.add(me);
            before.add(me.now());
            if (fails.take()) {
                throw new IllegalStateException("broken");
            }
            return Loop.Did.WORK;
        })) {
            itself.add(runner);
            fails.put(true);
            fails.put(false);
            fails.put(false);

            assertThat(before.take()).isEqualTo(Health.UP);
            assertThat(before.take()).isEqualTo(new Health.Status.Down("IllegalStateException: broken"));
            assertThat(before.take()).isEqualTo(Health.UP);
        }
    }

    @Test
    void anErrorEndsItAndItsHealthTells() throws InterruptedException {
        try (var runner = start(QUICK, () -> {
            throw new StackOverflowError("deep");
        })) {
            assertThat(runner.join(AMPLE)).isTrue();

            assertThat(runner.now())
                    .isInstanceOfSatisfying(
                            Health.Status.Down.class,
                            down -> assertThat(down.detail()).contains("deep"));
        }
    }

    @Test
    void stoppingDoesNotWaitForAPauseToEnd() throws InterruptedException {
        var stepped = new CountDownLatch(1);

        try (var runner = start(SLEEPY, () -> {
            stepped.countDown();
            return Loop.Did.NOTHING;
        })) {
            assertThat(stepped.await(60, TimeUnit.SECONDS)).isTrue();
            runner.stop();

            assertThat(runner.join(AMPLE)).isTrue();
        }
    }

    @Test
    void closingInterruptsAStepThatWaits() throws InterruptedException {
        var stepped = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);

        try (var _ = start(SLEEPY, () -> {
            stepped.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return Loop.Did.NOTHING;
        })) {
            assertThat(stepped.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStepThatTakesTooLongIsToldByItsHealth() throws InterruptedException {
        var stepped = new CountDownLatch(1);
        var pace = new Pace(DAY, DAY, DAY, DAY, Duration.ofNanos(-1));

        try (var runner = start(pace, () -> {
            stepped.countDown();
            new CountDownLatch(1).await();
            return Loop.Did.NOTHING;
        })) {
            assertThat(stepped.await(60, TimeUnit.SECONDS)).isTrue();

            assertThat(runner.now()).isInstanceOf(Health.Status.Down.class);
        }
    }

    @Test
    void isStartedOnce() {
        try (var runner = start(SLEEPY, () -> Loop.Did.FINISHED)) {
            assertThatIllegalStateException().isThrownBy(runner::start);
        }
    }
}
