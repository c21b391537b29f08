/**
 * join ─ queue ─ LAUNCH ─ link ─ run ─ publish ─ stream
 *
 * <p>Brings runners to life elsewhere, and removes what is left of them.
 */
@NullMarked
package dev.botrunner.launch;

import org.jspecify.annotations.NullMarked;
