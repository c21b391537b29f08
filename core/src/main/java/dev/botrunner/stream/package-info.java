/**
 * join ─ queue ─ launch ─ link ─ run ─ publish ─ STREAM
 *
 * <p>Follows the broker once for each control server and fans out to any number of clients.
 */
@NullMarked
package dev.botrunner.stream;

import org.jspecify.annotations.NullMarked;
