/** The demo rooms as a command. What they are, a jar brings along. */
@NullMarked
package dev.botrunner.cli.rooms;

import org.jspecify.annotations.NullMarked;
