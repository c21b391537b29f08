package dev.botrunner.redis.publish;

import java.time.Duration;

/**
 * How much is kept, about: streams are cut in whole nodes of some tens of events.
 *
 * @param ofLog events of one log
 * @param ofSession events of one session
 * @param age events of a log, and how long a session's are kept after its end
 */
record Retention(int ofLog, int ofSession, Duration age) {

    static Retention of(Duration history) {
        return new Retention(200_000, 10_000, history);
    }
}
