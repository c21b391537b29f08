/** An API server of Kubernetes for tests: it keeps objects and tells watches, runs nothing, and can be told to do wrong. */
@NullMarked
package dev.botrunner.testkit.kubernetes;

import org.jspecify.annotations.NullMarked;
