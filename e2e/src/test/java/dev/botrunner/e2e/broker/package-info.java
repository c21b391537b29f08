/** Real processes around one broker: control servers that die and others that go on, runners that speak for themselves. */
@NullMarked
package dev.botrunner.e2e.broker;

import org.jspecify.annotations.NullMarked;
