package dev.botrunner.publish.memory;

import dev.botrunner.publish.LastNumbers;

/** What the log holds of one session or one tenant. Confined to the log's lock. */
final class Shelf {

    /** Sources of one session: its life cycle and one for each attempt, an epoch or two each. */
    private static final int SOURCES = 64;

    /** The session's id, or the tenant's name. */
    final String name;

    final Numbers numbers = new Numbers();

    /** For sessions only: a tenant's shelf asks nobody. */
    final LastNumbers last = new LastNumbers(SOURCES);

    /** The highest number that belonged here and has gone. */
    long lost;

    Shelf(String name, long lost) {
        this.name = name;
        this.lost = lost;
    }
}
