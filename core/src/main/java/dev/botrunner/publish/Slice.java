package dev.botrunner.publish;

import java.util.List;

/**
 * @param next where to read on
 * @param gap whether events after the asked position were there once and are not any more
 * @param atEnd whether there was nothing behind these when it was read
 */
public record Slice(List<Entry> events, Position next, boolean gap, boolean atEnd) {

    public Slice {
        events = List.copyOf(events);
    }

    public record Entry(Envelope envelope, Position position) {}
}
