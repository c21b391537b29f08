/**
 * join ─ queue ─ launch ─ link ─ run ─ publish ─ stream
 *
 * <p>The supply: what a persona needs beside its record, and where that comes from.
 */
@NullMarked
package dev.botrunner.assets;

import org.jspecify.annotations.NullMarked;
