/** The settings of the control server, as they were given and as they were understood. */
@NullMarked
package dev.botrunner.control.settings;

import org.jspecify.annotations.NullMarked;
