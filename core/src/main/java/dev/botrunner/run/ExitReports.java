package dev.botrunner.run;

import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Instance;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the exits of a worker's children, in order, each until it is heard. */
final class ExitReports implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(ExitReports.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** A worker that has stopped tries so long to tell its last exits: unheard, they are seen as silence. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private final Instance me;
    private final WorkerLink link;
    private final Children children;
    private final Worker worker;
    private final Ticker ticker;
    private Optional<Long> over = Optional.empty();

    ExitReports(Instance me, WorkerLink link, Children children, Worker worker, Ticker ticker) {
        this.me = me;
        this.link = link;
        this.children = children;
        this.worker = worker;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return "exits";
    }

    /** An exit that could not be reported is reported again by the next step. */
    @Override
    public Did step() throws InterruptedException {
        Optional<Children.Exit> exit = children.nextExit(LOOK_AGAIN);
        worker.callOff();
        if (exit.isEmpty()) {
            return worker.isOver() && !children.hasUnreported() ? Did.FINISHED : Did.WORK;
        }
        if (isTooLate()) {
            LOG.atWarn()
                    .setMessage("The worker stops without telling its last exits: the control server does not answer")
                    .log();
            return Did.FINISHED;
        }
        Children.Exit left = exit.get();
        link.exited(me, left.child(), left.status());
        children.reported(left);
        return Did.WORK;
    }

    /** Whether the worker has been over for so long that nobody will hear what is still to be told. */
    private boolean isTooLate() {
        if (!worker.isOver()) {
            return false;
        }
        over = over.or(() -> Optional.of(ticker.nanos()));
        return ticker.since(over.get()).compareTo(LAST_WORDS) >= 0;
    }
}
