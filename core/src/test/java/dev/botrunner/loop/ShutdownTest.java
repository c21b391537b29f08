package dev.botrunner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    private static final Duration AMPLE = Duration.ofSeconds(60);

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Shutdown shutdown = new Shutdown();

    @Test
    void runsItsStepsInOrder() throws InterruptedException {
        shutdown.then("accepting", AMPLE, () -> done.add("accepting")).then("mirror", AMPLE, () -> done.add("mirror"));

        Shutdown.Report report = shutdown.run();

        assertThat(done).containsExactly("accepting", "mirror");
        assertThat(report.isClean()).isTrue();
    }

    @Test
    void goesOnAfterAStepThatFails() throws InterruptedException {
        shutdown.then("mirror", AMPLE, () -> {
            throw new IOException("no broker");
        });
        shutdown.then("clients", AMPLE, () -> done.add("clients"));

        Shutdown.Report report = shutdown.run();

        assertThat(done).containsExactly("clients");
        assertThat(report.faults()).containsExactly(new Shutdown.Fault("mirror", "java.io.IOException: no broker"));
    }

    @Test
    void leavesBehindWhatIsLate() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        shutdown.then("mirror", Duration.ofMillis(1), () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        shutdown.then("clients", AMPLE, () -> done.add("clients"));

        Shutdown.Report report = shutdown.run();

        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(done).containsExactly("clients");
        assertThat(report.faults()).extracting(Shutdown.Fault::step).containsExactly("mirror");
    }

    @Test
    void runsOnce() throws InterruptedException {
        shutdown.then("accepting", AMPLE, () -> done.add("accepting"));

        Shutdown.Report first = shutdown.run();
        Shutdown.Report second = shutdown.run();

        assertThat(second).isSameAs(first);
        assertThat(done).hasSize(1);
        assertThatIllegalStateException().isThrownBy(() -> shutdown.then("late", AMPLE, () -> {}));
    }
}
