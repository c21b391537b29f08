/** The event feed over brokers that core does not have. */
@NullMarked
package dev.botrunner.testkit.streams;

import org.jspecify.annotations.NullMarked;
