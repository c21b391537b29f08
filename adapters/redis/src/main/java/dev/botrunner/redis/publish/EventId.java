package dev.botrunner.redis.publish;

import dev.botrunner.publish.Position;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which event, as its entry in a stream is called: {@code ms-number}.
 *
 * @param number counts all events of a broker, without gaps
 */
record EventId(long millis, long number) implements Comparable<EventId> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})-(\\d{1,18})");

    /** @throws IllegalStateException it is none: the server does not hold what we wrote */
    static EventId of(String text) {
        return read(text).orElseThrow(() -> new IllegalStateException("Not an id of an event: " + text));
    }

    static Optional<EventId> read(String text) {
        var form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new EventId(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    /** Its number alone, for a position that was read before: asked for each event and each client. */
    static long number(String id) {
        return Long.parseLong(id, id.indexOf('-') + 1, id.length(), 10);
    }

    Position in(String epoch) {
        return new Position(epoch, toString());
    }

    @Override
    public int compareTo(EventId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return millis + "-" + number;
    }
}
