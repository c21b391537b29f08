/** A language model for tests: an API of the OpenAI kind that says what a script has. */
@NullMarked
package dev.botrunner.testkit.model;

import org.jspecify.annotations.NullMarked;
