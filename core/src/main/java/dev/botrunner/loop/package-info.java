/**
 * join ─ queue ─ launch ─ link ─ run ─ publish ─ stream
 *
 * <p>Tools: loops that can be stepped, threads, clocks, shutdown, health.
 */
@NullMarked
package dev.botrunner.loop;

import org.jspecify.annotations.NullMarked;
