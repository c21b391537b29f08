/** Logs of a worker's children: no configuration to read, since that would cost a child half of its start. */
@NullMarked
package dev.botrunner.runner.log;

import org.jspecify.annotations.NullMarked;
