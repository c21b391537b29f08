/** The dashboard in a real browser, over a real Botrunner. */
@NullMarked
package dev.botrunner.e2e.dashboard;

import org.jspecify.annotations.NullMarked;
