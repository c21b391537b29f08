package dev.botrunner.run;

import dev.botrunner.link.Claim;
import dev.botrunner.session.ExitStatus;
import java.util.function.Consumer;

/** Brings a runner to life for a claim: a process of its own, used once. */
public interface ChildStarter {

    /**
     * Returns once it is on its way.
     *
     * @param whenGone told once, from any thread, when it and all that it has started are gone
     * @throws dev.botrunner.session.DependencyException it could not be started
     */
    Started start(Claim claim, Consumer<ExitStatus> whenGone) throws InterruptedException;

    /** A process on its way. */
    interface Started {

        /** Asks it to leave: SIGTERM. Repeating it does nothing. */
        void leave();

        /** Ends it and all that it has started, at once. */
        void kill();
    }
}
