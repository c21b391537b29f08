/**
 * join ─ QUEUE ─ launch ─ link ─ run ─ publish ─ stream
 *
 * <p>Where accepted sessions wait and where every session's record lives: ports over one store.
 */
@NullMarked
package dev.botrunner.queue;

import org.jspecify.annotations.NullMarked;
