package dev.botrunner.launch;

import dev.botrunner.loop.Subscription;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings a runner to life somewhere else. Idempotent by (session, attempt): the object's name is made of them. */
public interface Launcher extends AutoCloseable {

    /**
     * Has the object of the session's present attempt created, or finds it there.
     *
     * @param session the head as claimed: its attempt is the one to launch
     */
    Launched launch(SessionHead session, SessionSpec spec) throws InterruptedException;

    /** Ends it, and only it: the uid is a precondition. What is gone already is no failure. */
    void stop(LaunchRef ref, Duration grace) throws InterruptedException;

    /** Tells what it sees, and lists anew by itself after a broken watch. */
    Subscription watch(Consumer<Observation> reports);

    List<LaunchRef> present() throws InterruptedException;

    /** The pods that wait for sessions of bots of this launcher, where it has such: then it launches what they leave. */
    default Optional<PoolPods> waiting() {
        return Optional.empty();
    }

    /**
     * The pods of pools where this launcher launches, be they its own or what is left of a pool that no profile asks for
     * any more.
     */
    default Optional<PoolPods> leftovers() {
        return waiting();
    }

    @Override
    void close();
}
