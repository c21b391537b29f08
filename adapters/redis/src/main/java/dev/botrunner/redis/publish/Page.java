package dev.botrunner.redis.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events read from one or more streams, in the order of their ids.
 *
 * @param reached everything up to here that the streams hold behind the asked id is among the entries; absent: everything
 *     there is
 */
record Page(List<Entry> entries, Optional<EventId> reached) {

    private static final Logger LOG = LoggerFactory.getLogger(Page.class);

    /** @param envelope absent: what stands there is no event */
    record Entry(EventId id, Optional<Envelope> envelope) {}

    /**
     * @param streams the entries of each, as the server answers
     * @param limit what was asked for of each: a stream that has so many may have more
     */
    static Page of(List<List<?>> streams, int limit) {
        var raw = new ArrayList<Raw>();
        Optional<EventId> reached = Optional.empty();
        for (List<?> stream : streams) {
            for (Object entry : stream) {
                raw.add(Raw.of((List<?>) entry));
            }
            if (stream.size() >= limit) {
                EventId last = raw.getLast().id;
                reached = Optional.of(
                        reached.filter(other -> other.compareTo(last) < 0).orElse(last));
            }
        }
        if (streams.size() > 1) {
            raw.sort(Comparator.comparing((Raw each) -> each.id));
        }
        var entries = new ArrayList<Entry>(raw.size());
        for (Raw each : raw) {
            if (reached.isPresent() && each.id.compareTo(reached.get()) > 0) {
                break;
            }
            entries.add(each.read());
        }
        return new Page(entries, reached);
    }

    private static final class Raw {
        private final EventId id;
        private final byte[] bytes;

        Raw(EventId id, byte[] bytes) {
            this.id = id;
            this.bytes = bytes;
        }

        /** Our own entries have one field. */
        static Raw of(List<?> entry) {
            var fields = (List<?>) entry.get(1);
            return new Raw(EventId.of(text(entry.get(0))), (byte[]) fields.get(1));
        }

        Entry read() {
            return switch (EnvelopeJson.read(bytes)) {
                case EnvelopeJson.Read.Good(Envelope envelope) -> new Entry(id, Optional.of(envelope));
                case EnvelopeJson.Read.Bad(var code, String why) -> {
                    LOG.atWarn()
                            .setMessage("What stands on the broker is no event of ours and is left out")
                            .addKeyValue("id", id)
                            .addKeyValue("code", code.word())
                            .addKeyValue("why", why)
                            .log();
                    yield new Entry(id, Optional.empty());
                }
            };
        }
    }

    /** A text of an answer. */
    static String text(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
