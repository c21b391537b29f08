/** Reads event streams: server-sent events by the book, and going on where a connection broke. */
@NullMarked
package dev.botrunner.cli.stream;

import org.jspecify.annotations.NullMarked;
