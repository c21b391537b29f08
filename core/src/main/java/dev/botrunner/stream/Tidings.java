package dev.botrunner.stream;

import java.util.OptionalLong;

/** What a tail has to tell. */
sealed interface Tidings {

    /** An event. */
    record Event(LiveEvent event) implements Tidings {}

    /** Events are missing here. */
    record Gap(OptionalLong lost) implements Tidings {}
}
