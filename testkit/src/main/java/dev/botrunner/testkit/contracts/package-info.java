/**
 * join ─ queue ─ launch ─ link ─ run ─ publish ─ stream
 *
 * <p>One suite for each port, run by every implementation of it: what a suite does not say, nobody may rely on.
 */
@NullMarked
package dev.botrunner.testkit.contracts;

import org.jspecify.annotations.NullMarked;
