package dev.botrunner.cli.doctor;

import dev.botrunner.session.Json;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param subject in a word or two
 * @param what how it is
 * @param toDo what to do about it
 */
record Finding(Level level, String subject, String what, Optional<String> toDo) {

    enum Level {
        GOOD("ok"),
        /** Worth knowing. */
        NOTE("note"),
        /** Something will not work. */
        FAULT("fault");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Finding good(String subject, String what) {
        return new Finding(Level.GOOD, subject, what, Optional.empty());
    }

    static Finding note(String subject, String what) {
        return new Finding(Level.NOTE, subject, what, Optional.empty());
    }

    static Finding note(String subject, String what, String toDo) {
        return new Finding(Level.NOTE, subject, what, Optional.of(toDo));
    }

    static Finding fault(String subject, String what, String toDo) {
        return new Finding(Level.FAULT, subject, what, Optional.of(toDo));
    }

    Json.Obj json() {
        return Json.obj()
                .put("level", level.name().toLowerCase(Locale.ROOT))
                .put("subject", subject)
                .put("what", what)
                .putTextOrNull("to_do", toDo)
                .build();
    }
}
