package dev.botrunner.kubernetes;

import dev.botrunner.session.SessionId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an object is called: whoever launches the same attempt of the same session makes the same name, so that it can be
 * there once. The pods of a Job add a dash and five letters.
 */
record ObjectName(SessionId session, int attempt) {

    private static final Pattern FORM =
            Pattern.compile("bot-([0-9a-hjkmnp-tv-z]{26})-([1-9][0-9]{0,8})(?:-[a-z0-9]{1,10})?");

    String value() {
        return "bot-" + session.value() + "-" + attempt;
    }

    /** Of an object, or of a pod of it. */
    static Optional<ObjectName> parse(String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectName(new SessionId(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
