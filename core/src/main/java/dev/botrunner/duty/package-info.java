/**
 * join ─ queue ─ launch ─ link ─ run ─ publish ─ stream
 *
 * <p>Tools: what one replica does for all, while it holds the lease.
 */
@NullMarked
package dev.botrunner.duty;

import org.jspecify.annotations.NullMarked;
