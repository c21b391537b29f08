/** The commands that ask a control server for something, one class each. */
@NullMarked
package dev.botrunner.cli.client;

import org.jspecify.annotations.NullMarked;
