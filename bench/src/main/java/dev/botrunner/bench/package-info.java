/** Measurements. */
@NullMarked
package dev.botrunner.bench;

import org.jspecify.annotations.NullMarked;
