/** From the worker's own files to a bot that can run. */
@NullMarked
package dev.botrunner.runner.bots;

import org.jspecify.annotations.NullMarked;
