/**
 * join ─ queue ─ launch ─ link ─ RUN ─ publish ─ stream
 *
 * <p>Runs exactly one session, or takes sessions and starts a process for each.
 */
@NullMarked
package dev.botrunner.run;

import org.jspecify.annotations.NullMarked;
