/** The rules of core's packages, checked on its classes. */
@NullMarked
package dev.botrunner.rules;

import org.jspecify.annotations.NullMarked;
