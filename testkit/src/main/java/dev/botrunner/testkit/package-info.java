/** What tests need: contract suites of the ports, twins, clocks, probes, processes. */
@NullMarked
package dev.botrunner.testkit;

import org.jspecify.annotations.NullMarked;
