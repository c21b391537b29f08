package dev.botrunner.redis.queue;

import dev.botrunner.session.Json;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What the indexes have to know of a head, as texts for the scripts: a script never looks into a head. */
record HeadFacts(SessionHead head) {

    /** Above all milliseconds until the year 2109; ages below it, priorities above: ten of them are exact in a double. */
    private static final long PRIORITY = 1L << 42;

    String bot() {
        return head.about().bot().name();
    }

    String tenant() {
        return head.about().tenant().name();
    }

    String room() {
        return RedisKeys.hash(head.about().room().key());
    }

    /** Its place in the line, lower first; empty where it stands in none. */
    String line() {
        return head.isInLine()
                ? Long.toString((9L - head.about().priority()) * PRIORITY
                        + head.waitingSince().toEpochMilli())
                : "";
    }

    /** Since when it has stood in its line; empty where it is not queued. */
    private String stands() {
        return head.state() instanceof SessionState.Queued queued
                ? Long.toString(queued.since().toEpochMilli())
                : "";
    }

    String queued() {
        return flag(head.state() instanceof SessionState.Queued);
    }

    String active() {
        return flag(head.isActive());
    }

    String date() {
        return millis(head.date());
    }

    String silence() {
        return millis(head.silence());
    }

    String inRoom() {
        if (head.hasEnded()) {
            return "";
        }
        return head.holdsItsRoom() ? "live" : "ending";
    }

    /** In words, as {@code base.lua} reads them: all that a script has to know of a record before it changes it. */
    String words() {
        return String.join(
                " ",
                Integer.toString(HeadJson.VERSION),
                bot(),
                tenant(),
                room(),
                head.stage().name(),
                orDash(line()),
                orDash(stands()),
                orDash(active()));
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    /** Labels as JSON, in which {@link #label} is found. */
    String labels() {
        return head.about().labels().isEmpty()
                ? ""
                : Fields.sorted(head.about().labels()).text();
    }

    /** A label as it stands in {@link #labels}: quotes in a name or value are escaped, so nothing else looks like it. */
    static String label(String key, String value) {
        String pair = Json.obj().put(key, value).build().text();
        return pair.substring(1, pair.length() - 1);
    }

    static String flag(boolean is) {
        return is ? "1" : "";
    }

    /** Not before it: what is finer than a millisecond is rounded up. */
    private static String millis(Optional<Instant> at) {
        return at.map(time -> time.truncatedTo(ChronoUnit.MILLIS).equals(time)
                        ? time.toEpochMilli()
                        : time.toEpochMilli() + 1)
                .map(millis -> Long.toString(millis))
                .orElse("");
    }
}
