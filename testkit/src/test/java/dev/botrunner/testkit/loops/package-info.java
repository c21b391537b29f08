/**
 * join ─ QUEUE ─ LAUNCH ─ link ─ run ─ PUBLISH ─ stream
 *
 * <p>Tests of the dispatcher and the duties, stepped over the store in memory.
 */
@NullMarked
package dev.botrunner.testkit.loops;

import org.jspecify.annotations.NullMarked;
