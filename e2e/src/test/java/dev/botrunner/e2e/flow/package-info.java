/** The whole flow in one thread: seeded schedules, halts at every port call, the invariants at every step. */
@NullMarked
package dev.botrunner.e2e.flow;

import org.jspecify.annotations.NullMarked;
