package dev.botrunner.link;

import java.util.List;
import java.util.Optional;

/** What a claim call brings. */
public sealed interface Work {

    /**
     * @param claim nothing, when nothing came in time
     * @param kill those of the children whose session is over or belongs to another by now
     */
    record Orders(Optional<Claim> claim, List<Child> kill) implements Work {
        public Orders {
            kill = List.copyOf(kill);
        }
    }

    /** A waiting pod that is no longer wanted. */
    record Retired() implements Work {}
}
