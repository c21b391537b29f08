package dev.botrunner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TaskGroupTest {

    @Test
    void joinsWhatItForked() throws InterruptedException {
        try (var group = TaskGroup.open("sum")) {
            var one = group.fork(() -> 1);
            var two = group.fork(() -> 2);
            group.join();

            assertThat(one.result() + two.result()).isEqualTo(3);
        }
    }

    @Test
    void theFirstFailureInterruptsTheOthers() {
        var waiting = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        var failure = new IOException("first");

        try (var group = TaskGroup.open("failing")) {
            group.fork(() -> {
                waiting.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                    throw e;
                }
                return 0;
            });
            group.fork(() -> {
                waiting.await();
                throw failure;
            });

            assertThatThrownBy(group::join)
                    .isInstanceOf(TaskGroup.Failed.class)
                    .hasCause(failure)
                    .satisfies(failed -> assertThat(failed.getSuppressed())
                            .hasOnlyElementsOfType(InterruptedException.class)
                            .hasSize(1));
        }
        assertThat(interrupted).isTrue();
    }

    @Test
    void startsNothingAfterAFailure() throws InterruptedException {
        var ran = new AtomicBoolean();
        try (var group = TaskGroup.open("over")) {
            var failed = new CountDownLatch(1);
            group.fork(() -> {
                try {
                    throw new IllegalStateException("first");
                } finally {
                    failed.countDown();
                }
            });
            failed.await(60, TimeUnit.SECONDS);
            assertThatThrownBy(group::join).hasRootCauseMessage("first");

            group.fork(() -> {
                ran.set(true);
                return 0;
            });

            assertThatThrownBy(group::join).hasRootCauseMessage("first");
        }
        assertThat(ran).isFalse();
    }

    @Test
    void closingInterruptsAndWaits() {
        var started = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        try (var group = TaskGroup.open("left")) {
            group.fork(() -> {
                try {
                    started.countDown();
                    new CountDownLatch(1).await();
                } finally {
                    ended.set(true);
                }
                return 0;
            });
            assertThat(await(started)).isTrue();
        }
        assertThat(ended).isTrue();
    }

    @Test
    void refusesToForkOnceItIsClosed() {
        var group = TaskGroup.open("closed");
        group.close();

        assertThatIllegalStateException().isThrownBy(() -> group.fork(() -> 1));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
