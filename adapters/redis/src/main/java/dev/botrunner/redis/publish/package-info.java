/**
 * join ─ queue ─ launch ─ link ─ run ─ PUBLISH ─ stream
 *
 * <p>Events over Redis: Streams, which keep a history, and Pub/Sub, which keeps nothing.
 */
@NullMarked
package dev.botrunner.redis.publish;

import org.jspecify.annotations.NullMarked;
