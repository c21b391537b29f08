/**
 * join ─ queue ─ launch ─ link ─ run ─ publish ─ stream
 *
 * <p>Faults put between a part and what it calls: before a call, or after it, when the answer is lost.
 */
@NullMarked
package dev.botrunner.testkit.faults;

import org.jspecify.annotations.NullMarked;
