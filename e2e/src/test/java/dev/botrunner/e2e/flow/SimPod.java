package dev.botrunner.e2e.flow;

import dev.botrunner.launch.PoolPods.PoolPod;
import dev.botrunner.launch.PoolPods.Stage;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import java.time.Instant;
import java.util.Optional;

/** One pod of a pool, from its creation until it is not there any more. */
final class SimPod {

    private final String uid;
    private final Instance me;
    private final int version;
    private Instant since;
    private boolean started;
    private boolean leaving;
    private Optional<SimRunner> runner = Optional.empty();
    private Optional<ExitStatus> own = Optional.empty();

    SimPod(String uid, int version, Instant now) {
        this.uid = uid;
        this.me = new Instance("process-of-" + uid);
        this.version = version;
        this.since = now;
    }

    String uid() {
        return uid;
    }

    Instance me() {
        return me;
    }

    boolean hasStarted() {
        return started;
    }

    boolean isLeaving() {
        return leaving;
    }

    Optional<Instant> leavingSince() {
        return leaving ? Optional.of(since) : Optional.empty();
    }

    /** What runs its session, once it has one. */
    Optional<SimRunner> runner() {
        return runner;
    }

    Optional<ExitStatus> exit() {
        return own.or(() -> runner.flatMap(SimRunner::exit));
    }

    void start(Instant now) {
        started = true;
        since = now;
    }

    void runs(SimRunner session) {
        runner = Optional.of(session);
    }

    /** Its process leaves without having had a session. */
    void exit(ExitStatus status, Instant now) {
        own = Optional.of(status);
        since = now;
    }

    /** It is told to leave, and is not there for much longer. */
    void end(Instant now) {
        if (!leaving) {
            leaving = true;
            since = now;
            runner.ifPresent(SimRunner::terminate);
        }
    }

    /** As the cluster shows it. */
    PoolPod seen(int profile) {
        return new PoolPod(World.POOLED, uid, uid, stage(), version == profile, since);
    }

    private Stage stage() {
        if (leaving) {
            return Stage.LEAVING;
        }
        if (exit().isPresent()) {
            return exit().get().code() == 0 ? Stage.DONE : Stage.FAILED;
        }
        return started ? Stage.WAITING : Stage.STARTING;
    }
}
