package dev.botrunner.publish;

import dev.botrunner.session.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * One event, as it crosses the bus: a CloudEvents 1.0 record of at most 64 KiB as JSON. Equal ({@code source}, {@code
 * id}) is the same event, however often it arrives.
 *
 * @param source {@code /sessions/<id>} for life-cycle events, {@code /sessions/<id>/<attempt>} for what a runner says
 * @param type as written by its author; unknown types pass untouched
 * @param subject the session's id
 * @param dataschema {@code urn:botrunner:<type>:<major>}
 * @param attempt 0: the attribute is absent
 * @param epoch within which the author numbers
 * @param sequence from 1, without gaps, within (source, epoch)
 */
public record Envelope(
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String dataschema,
        String tenant,
        String bot,
        int attempt,
        String epoch,
        long sequence,
        Optional<String> traceparent,
        Json data) {

    /** The largest that is taken, as UTF-8 JSON. */
    public static final int MAX_BYTES = 64 * 1024;

    /** What only the ledger says. */
    public static final String RESERVED = "bot.session.";

    /** Payloads are not for logs. */
    @Override
    public String toString() {
        return "Envelope[" + source + " " + sequence + " " + type + "]";
    }
}
