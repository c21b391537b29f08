package dev.botrunner.publish;

import java.util.List;

/** Takes events out of the process. */
public interface EventOutlet extends AutoCloseable {

    /**
     * Answers when the broker has them, envelope by envelope. The same (source, id) may be sent again.
     *
     * @throws dev.botrunner.session.DependencyException the broker did not acknowledge: all must be sent again
     */
    Published publish(List<Envelope> batch) throws InterruptedException;

    @Override
    void close();
}
