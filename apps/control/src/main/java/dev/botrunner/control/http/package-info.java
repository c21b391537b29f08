/** HTTP as the routes see it: endpoints, calls, replies and problem documents. Jetty is known here and in {@code *Routes}. */
@NullMarked
package dev.botrunner.control.http;

import org.jspecify.annotations.NullMarked;
