package dev.botrunner.cli.stream;

import dev.botrunner.session.Json;
import java.util.Optional;
import java.util.OptionalLong;

/** What the server says about a stream, in words. */
final class Notices {

    private Notices() {}

    /** Worth a word only where something is missing. */
    static Optional<String> ofOpen(Json.Obj data, boolean asked) {
        if (!data.boolAt("gap").orElse(false)) {
            return Optional.empty();
        }
        boolean kept = data.textAt("earliest").isPresent();
        String rest = kept ? "going on with the earliest there is." : "going on with what comes now.";
        return Optional.of(
                asked
                        ? "Events since that cursor are not there any more; " + rest
                        : "The beginning is not there any more; " + rest);
    }

    static String ofGap(Json.Obj data) {
        OptionalLong lost = data.integerAt("lost");
        String what = lost.isEmpty() ? "Events are" : lost.getAsLong() + " events are";
        return what + " missing here; how things stand: botrunner sessions, botrunner explain.";
    }
}
