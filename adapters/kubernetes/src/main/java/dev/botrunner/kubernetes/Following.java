package dev.botrunner.kubernetes;

import dev.botrunner.loop.Loop;
import dev.botrunner.session.DependencyException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps followers following, and runs what they hear: on one thread, in order. */
final class Following implements Loop {

    private static final Duration WAIT = Duration.ofMillis(250);
    private static final int BATCH = 128;

    private final String name;
    private final List<Follower<?>> followers;
    private final BlockingQueue<Runnable> inbox;
    private Optional<Runnable> unheard = Optional.empty();

    Following(String name, List<Follower<?>> followers, BlockingQueue<Runnable> inbox) {
        this.name = name;
        this.followers = List.copyOf(followers);
        this.inbox = inbox;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Did step() throws InterruptedException {
        Optional<DependencyException> failed = attend();
        boolean any = hear(failed.isPresent());
        if (failed.isPresent()) {
            throw failed.get();
        }
        return any ? Did.WORK : Did.NOTHING;
    }

    private boolean hear(boolean inHaste) throws InterruptedException {
        for (int i = 0; i < BATCH; i++) {
            boolean waits = i == 0 && !inHaste && unheard.isEmpty();
            if (unheard.isEmpty()) {
                unheard = Optional.ofNullable(waits ? inbox.poll(WAIT.toNanos(), TimeUnit.NANOSECONDS) : inbox.poll());
            }
            if (unheard.isEmpty()) {
                return i > 0;
            }
            hear(unheard.get());
        }
        return true;
    }

    /** What could not be made sense of since the cluster did not answer is heard again. */
    private void hear(Runnable news) {
        try {
            news.run();
            unheard = Optional.empty();
        } catch (KubernetesClientException failed) {
            throw new DependencyException(ApiFailures.unavailable("Looking for a Job's pods", failed), failed);
        }
    }

    /** Lists at once, where the cluster answers: what is there now is not missed when it goes. Else the steps will. */
    void begin() {
        attend();
    }

    /** One kind of object that cannot be followed must not keep us from what is heard of the others. */
    private Optional<DependencyException> attend() {
        Optional<DependencyException> failed = Optional.empty();
        for (Follower<?> follower : followers) {
            try {
                follower.attend();
            } catch (DependencyException e) {
                failed = Optional.of(e);
            }
        }
        return failed;
    }
}
