/**
 * JOIN ─ queue ─ launch ─ link ─ run ─ publish ─ stream
 *
 * <p>Admits joins: checks a request against profile and tenant, and puts it into the line.
 */
@NullMarked
package dev.botrunner.join;

import org.jspecify.annotations.NullMarked;
