/** Looks at rendered manifests: whether their clocks fit one another, and their pods what they may be. */
@NullMarked
package dev.botrunner.cli.lint;

import org.jspecify.annotations.NullMarked;
