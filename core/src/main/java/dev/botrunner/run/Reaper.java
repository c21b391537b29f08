package dev.botrunner.run;

import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Loop;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Instance;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the exits of a worker's children, and kills those that do not go when they must. */
final class Reaper implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Instance me;
    private final WorkerLink link;
    private final Children children;
    private final Worker worker;

    Reaper(Instance me, WorkerLink link, Children children, Worker worker) {
        this.me = me;
        this.link = link;
        this.children = children;
        this.worker = worker;
    }

    @Override
    public String name() {
        return "reaper";
    }

    /** An exit that could not be reported is reported again by the next step. */
    @Override
    public Did step() throws InterruptedException {
        Optional<Children.Exit> exit = children.nextExit(LOOK_AGAIN);
        children.killTheLate();
        worker.callOff();
        if (exit.isEmpty()) {
            return worker.isOver() && !children.hasUnreported() ? Did.FINISHED : Did.WORK;
        }
        Children.Exit left = exit.get();
        try {
            link.exited(me, left.child(), left.status());
        } catch (DependencyException e) {
            LOG.atDebug()
                    .setMessage("An exit could not be reported yet")
                    .addKeyValue("session", left.child().session())
                    .log();
            throw e;
        }
        children.reported(left);
        return Did.WORK;
    }
}
