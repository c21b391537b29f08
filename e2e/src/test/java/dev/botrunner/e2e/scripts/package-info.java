/** The scripts in the root of the repository. */
@NullMarked
package dev.botrunner.e2e.scripts;

import org.jspecify.annotations.NullMarked;
