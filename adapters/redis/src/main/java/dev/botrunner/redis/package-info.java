/**
 * join ─ QUEUE ─ launch ─ link ─ run ─ PUBLISH ─ stream
 *
 * <p>What the queue and the events over Redis share: URLs, connections, and what becomes of trouble with them.
 */
@NullMarked
package dev.botrunner.redis;

import org.jspecify.annotations.NullMarked;
