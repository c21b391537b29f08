package dev.botrunner.run;

import dev.botrunner.link.Answer;
import dev.botrunner.link.Finished;
import dev.botrunner.link.Orders;
import dev.botrunner.link.SessionLink;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.RunnerEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The link of a runner that stands alone: nobody is asked, and nobody sends messages or orders. */
public final class AloneLink implements SessionLink {

    private final EventOutlet events;
    private final Semaphore over = new Semaphore(0);

    public AloneLink(EventOutlet events) {
        this.events = events;
    }

    @Override
    public Answer joined() {
        return Answer.GO_ON;
    }

    @Override
    public Orders beat(BeatReport report, Duration hold) throws InterruptedException {
        over.tryAcquire(hold.toNanos(), TimeUnit.NANOSECONDS);
        return new Orders(Answer.GO_ON, Optional.empty(), List.of());
    }

    @Override
    public Finished finish(RunnerEnd word) {
        over.release(1_000);
        return new Finished(Answer.GO_ON, Optional.empty());
    }

    @Override
    public EventOutlet events() {
        return events;
    }
}
