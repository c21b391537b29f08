package dev.botrunner.launch;

import java.time.Duration;

/**
 * How many pods of a bot shall wait.
 *
 * @param idle how many wait for a session
 * @param max how many there are at most, those with a session included
 */
public record PoolSize(int idle, int max) {

    /** Where a profile says nothing of a pool: nothing waits, and every session is launched. */
    public static final Terms NONE = new Terms(new PoolSize(0, 0), Duration.ZERO, Duration.ofSeconds(20));

    /**
     * What a profile says of its pool.
     *
     * @param fallbackAfter how long a session waits for a pod before it gets an object of its own
     * @param goodBye what a bot may take to leave, once it is told
     */
    public record Terms(PoolSize size, Duration fallbackAfter, Duration goodBye) {}
}
