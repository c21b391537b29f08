/**
 * join ─ queue ─ launch ─ link ─ run ─ publish ─ stream
 *
 * <p>Assets in a directory.
 */
@NullMarked
package dev.botrunner.assets.files;

import org.jspecify.annotations.NullMarked;
