/**
 * join ─ queue ─ launch ─ link ─ RUN ─ publish ─ stream
 *
 * <p>Any program as a bot.
 */
@NullMarked
package dev.botrunner.run.exec;

import org.jspecify.annotations.NullMarked;
