/** The one program: clients of the API, and everything in one command. */
@NullMarked
package dev.botrunner.cli;

import org.jspecify.annotations.NullMarked;
