package dev.botrunner.link;

import dev.botrunner.publish.EventOutlet;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.RunnerEnd;
import java.time.Duration;

/**
 * One session, one attempt, one instance. A broken way is a {@link dev.botrunner.session.DependencyException} and never
 * ends a call by itself.
 */
public interface SessionLink {

    /** To be called before the bot becomes visible, which it may with {@code GO_ON} only. */
    Answer joined();

    /**
     * Says that the runner lives, and all that it knows.
     *
     * @param hold how long the answer may wait until there is something to say; 10 s at most
     */
    Orders beat(BeatReport report, Duration hold) throws InterruptedException;

    /** One wins; repeats get the same answer. */
    Finished finish(RunnerEnd word);

    EventOutlet events();
}
