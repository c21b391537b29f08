/** The runner and the worker, as programs. */
@NullMarked
package dev.botrunner.runner;

import org.jspecify.annotations.NullMarked;
