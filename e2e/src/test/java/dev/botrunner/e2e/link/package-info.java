/** The suites of the link through the control server's real HTTP and the runner's real client. */
@NullMarked
package dev.botrunner.e2e.link;

import org.jspecify.annotations.NullMarked;
