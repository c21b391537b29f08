/** A server of tests that answers as it is told, and remembers what it was asked. */
@NullMarked
package dev.botrunner.cli.server;

import org.jspecify.annotations.NullMarked;
