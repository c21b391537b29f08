package dev.botrunner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Observation;
import dev.botrunner.session.BotName;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Sighting;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of pods that failed it is found out why while other news is told. */
class ExplainingTest {

    private static final Sighting FAILED = failed("seen");
    private static final Sighting STRANGE = failed("strange");
    private static final Sighting EXPLAINED = failed("found out");

    private final List<Observation> told = new ArrayList<>();
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Explaining explaining = new Explaining(
            told::add,
            (_, sighting) -> {
                answer.await();
                if (sighting.equals(STRANGE)) {
                    throw new IllegalStateException("Nobody expected this");
                }
                return EXPLAINED;
            },
            inbox);

    private static Sighting failed(String detail) {
        return new Sighting.Failed(new Failure(ErrorCode.EVICTED, detail));
    }

    private static LaunchRef pod(String uid) {
        return new LaunchRef.Waiting(new BotName("echo"), uid);
    }

    private void hear() throws InterruptedException {
        Objects.requireNonNull(inbox.poll(60, TimeUnit.SECONDS)).run();
    }

    @AfterEach
    void close() {
        explaining.close();
    }

    @Test
    void nobodyWaitsForWhatIsAskedOfAnother() {
        explaining.tell(pod("dead"), new Pod(), FAILED);
        explaining.tell(pod("other"), new Pod(), new Sighting.Started());
        explaining.tell(pod("third"), new Sighting.Gone());
        assertThat(told)
                .containsExactly(
                        new Observation(pod("other"), new Sighting.Started()),
                        new Observation(pod("third"), new Sighting.Gone()));
    }

    @Test
    void whatIsToldOfOneObjectKeepsItsOrderAndIsToldOnce() throws InterruptedException {
        explaining.tell(pod("dead"), new Pod(), FAILED);
        explaining.tell(pod("dead"), new Sighting.Gone());
        assertThat(told).isEmpty();
        answer.countDown();
        hear();
        assertThat(told)
                .containsExactly(
                        new Observation(pod("dead"), EXPLAINED), new Observation(pod("dead"), new Sighting.Gone()));
        explaining.tell(pod("dead"), new Sighting.Gone());
        assertThat(told).hasSize(3);
        assertThat(inbox).isEmpty();
    }

    @Test
    void whatCannotBeExplainedIsToldAsItWasSeen() throws InterruptedException {
        explaining.tell(pod("dead"), new Pod(), STRANGE);
        answer.countDown();
        hear();
        assertThat(told).containsExactly(new Observation(pod("dead"), STRANGE));
    }
}
