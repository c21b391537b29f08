/** The control server: an orchestrator only. */
@NullMarked
package dev.botrunner.control;

import org.jspecify.annotations.NullMarked;
