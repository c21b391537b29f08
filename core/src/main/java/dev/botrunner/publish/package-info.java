/**
 * join ─ queue ─ launch ─ link ─ run ─ PUBLISH ─ stream
 *
 * <p>Events: published locally at full speed, mirrored out of the process later.
 */
@NullMarked
package dev.botrunner.publish;

import org.jspecify.annotations.NullMarked;
