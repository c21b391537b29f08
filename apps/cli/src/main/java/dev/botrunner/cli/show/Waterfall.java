package dev.botrunner.cli.show;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session's life as bars. The scale runs from the first entry to the last {@code joined} (else to the end): the hours in the room
 * would leave nothing of the seconds before. What comes later is an arrow at the right.
 */
public final class Waterfall {

    /**
     * Something that began.
     *
     * @param attempt 0 before the first
     */
    public record Entry(String phase, int attempt, Instant at) {}

    private static final int WIDTH = 40;
    private static final char[] EIGHTHS = {' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'};

    private final Ink ink;

    public Waterfall(Ink ink) {
        this.ink = ink;
    }

    /** @param now how long the last entry lasts so far; absent where it is the end */
    public List<String> lines(List<Entry> entries, Optional<Instant> now) {
        if (entries.isEmpty()) {
            return List.of("(no timeline)");
        }
        Instant start = entries.getFirst().at();
        Instant edge = edge(entries, now);
        var table = new Table("PHASE", "TRY", "AFTER", "TOOK", "")
                .right(1, 2, 3)
                .look(4, (cell, _) -> ink.paint(cell.contains("▶") ? Ink.Colour.FAINT : Ink.Colour.GOOD, cell));
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Optional<Instant> until =
                    i + 1 < entries.size() ? Optional.of(entries.get(i + 1).at()) : now;
            table.row(
                    entry.phase(),
                    entry.attempt() == 0 ? "-" : Integer.toString(entry.attempt()),
                    "+" + Ages.text(between(start, entry.at())),
                    until.map(end -> Ages.text(between(entry.at(), end))).orElse(""),
                    bar(new Span(start, edge), entry.at(), until));
        }
        var lines = new ArrayList<String>();
        table.lines(ink).forEach(line -> lines.add(line.stripTrailing()));
        return lines;
    }

    private record Span(Instant from, Instant to) {
        /** In eighths of a character. */
        int eighths(Instant at) {
            double whole = Math.max(1, Duration.between(from, to).toMillis());
            double part = Math.clamp(Duration.between(from, at).toMillis() / whole, 0.0, 1.0);
            return (int) Math.round(part * WIDTH * 8);
        }
    }

    private static Instant edge(List<Entry> entries, Optional<Instant> now) {
        Instant last = now.orElse(entries.getLast().at());
        return entries.stream()
                .filter(entry -> entry.phase().equals("joined"))
                .map(Entry::at)
                .reduce((_, later) -> later)
                .orElse(last);
    }

    private static String bar(Span span, Instant from, Optional<Instant> until) {
        if (!from.isBefore(span.to())) {
            return until.isPresent() ? " ".repeat(WIDTH) + "▶" : " ".repeat(WIDTH) + "■";
        }
        int begin = span.eighths(from) / 8;
        int length = Math.max(1, span.eighths(until.orElse(span.to())) - begin * 8);
        String rest = length % 8 == 0 ? "" : String.valueOf(EIGHTHS[length % 8]);
        return " ".repeat(begin) + "█".repeat(length / 8) + rest;
    }

    private static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
