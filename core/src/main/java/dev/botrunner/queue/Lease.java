package dev.botrunner.queue;

import java.time.Duration;

/** The right to do a duty for a while. Confined to the loop that does the duty. */
public interface Lease {

    /** False: it is lost, and another may have it by now. */
    boolean renew();

    /** What is left since the last renewal, by this process's monotonic clock; zero once it is lost. */
    Duration left();

    void release();
}
