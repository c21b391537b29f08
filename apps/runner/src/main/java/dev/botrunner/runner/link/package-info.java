/** The link over HTTP/1.1, as a runner and a worker need it. */
@NullMarked
package dev.botrunner.runner.link;

import org.jspecify.annotations.NullMarked;
