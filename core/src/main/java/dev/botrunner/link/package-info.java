/**
 * join ─ queue ─ launch ─ LINK ─ run ─ publish ─ stream
 *
 * <p>What runners and workers say to the control server, and what they are told.
 */
@NullMarked
package dev.botrunner.link;

import org.jspecify.annotations.NullMarked;
