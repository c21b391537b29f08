/**
 * join ─ QUEUE ─ launch ─ link ─ run ─ publish ─ stream
 *
 * <p>The ports of the queue over one Redis: every call is one script, so that all replicas of the control server see one
 * line, one clock and one epoch.
 */
@NullMarked
package dev.botrunner.redis.queue;

import org.jspecify.annotations.NullMarked;
