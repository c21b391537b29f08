/** The files that people write: bots, keys, settings. */
@NullMarked
package dev.botrunner.files;

import org.jspecify.annotations.NullMarked;
