/** The rules of the whole repository: sizes, names, borders between modules. */
@NullMarked
package dev.botrunner.e2e.rules;

import org.jspecify.annotations.NullMarked;
