/**
 * Botrunner as its users meet it: real processes, the contract and nothing else.
 *
 * <p>{@code JOIN ─ QUEUE ─ LAUNCH ─ LINK ─ RUN ─ PUBLISH ─ STREAM}
 */
@NullMarked
package dev.botrunner.e2e.live;

import org.jspecify.annotations.NullMarked;
