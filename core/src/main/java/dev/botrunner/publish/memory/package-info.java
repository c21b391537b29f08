/**
 * join ─ queue ─ launch ─ link ─ run ─ PUBLISH ─ stream
 *
 * <p>A transport in one process's memory.
 */
@NullMarked
package dev.botrunner.publish.memory;

import org.jspecify.annotations.NullMarked;
