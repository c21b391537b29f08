/**
 * join ─ queue ─ launch ─ link ─ run ─ publish ─ stream
 *
 * <p>Assets in an environment variable.
 */
@NullMarked
package dev.botrunner.assets.env;

import org.jspecify.annotations.NullMarked;
