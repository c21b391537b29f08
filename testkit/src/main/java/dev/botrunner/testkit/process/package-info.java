/** Real processes in tests: started here, watched by what they say, ended by their number. */
@NullMarked
package dev.botrunner.testkit.process;

import org.jspecify.annotations.NullMarked;
