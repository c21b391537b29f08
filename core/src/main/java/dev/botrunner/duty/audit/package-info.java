/**
 * {@code JOIN ─ QUEUE ─ LAUNCH ─ LINK ─ RUN ─ PUBLISH ─ stream}: looks at what they left, and says whether the invariants
 * I1 to I13 hold.
 */
@NullMarked
package dev.botrunner.duty.audit;

import org.jspecify.annotations.NullMarked;
