/** Looks at this machine, the files and the control server, and says what to do where something is not as it should be. */
@NullMarked
package dev.botrunner.cli.doctor;

import org.jspecify.annotations.NullMarked;
