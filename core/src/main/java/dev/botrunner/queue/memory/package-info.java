/**
 * join ─ QUEUE ─ launch ─ link ─ run ─ publish ─ stream
 *
 * <p>The ports of the queue in one process's memory: for one machine, and the twin that tests use.
 */
@NullMarked
package dev.botrunner.queue.memory;

import org.jspecify.annotations.NullMarked;
