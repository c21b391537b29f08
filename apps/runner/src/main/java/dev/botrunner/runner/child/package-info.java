/** The processes of a worker: one for each session. */
@NullMarked
package dev.botrunner.runner.child;

import org.jspecify.annotations.NullMarked;
