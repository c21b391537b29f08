package dev.botrunner.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import dev.botrunner.session.Names;
import dev.botrunner.session.Times;
import java.util.Optional;

/**
 * An envelope as CloudEvents 1.0 JSON, UTF-8 on one line, and back. Extension attributes that are not ours are left out
 * in reading: whoever reads an envelope can rely on what stands in it, and nobody can have us carry what we do not know.
 */
public final class EnvelopeJson {

    private static final String ZEROS = "00000000000000000000";

    /** Digits of a sequence. */
    static final int DIGITS = ZEROS.length();

    private static final int TIME_LENGTH = "2026-11-23T21:00:00.123Z".length();

    private EnvelopeJson() {}

    /** What reading came to. */
    public sealed interface Read {

        record Good(Envelope envelope) implements Read {}

        /** @param why for a log or a person; repeats nothing of what was read */
        record Bad(Published.Code code, String why) implements Read {}
    }

    public static Json.Obj write(Envelope envelope) {
        var object = Json.obj()
                .put("specversion", "1.0")
                .put("id", envelope.id())
                .put("source", envelope.source())
                .put("type", envelope.type())
                .put("subject", envelope.subject())
                .put("time", Times.text(envelope.time()))
                .put("datacontenttype", "application/json")
                .put("dataschema", envelope.dataschema())
                .put("tenantid", envelope.tenant())
                .put("bot", envelope.bot());
        if (envelope.attempt() > 0) {
            object.put("attempt", envelope.attempt());
        }
        return object.put("epoch", envelope.epoch())
                .put("sequence", sequence(envelope.sequence()))
                .put("partitionkey", envelope.subject())
                .putTextIfPresent("traceparent", envelope.traceparent())
                .put("data", envelope.data())
                .build();
    }

    /** The text of {@link #write}, without making the tree: events are many, and alike. */
    public static String text(Envelope envelope) {
        return EnvelopeText.of(envelope);
    }

    public static byte[] bytes(Envelope envelope) {
        return text(envelope).getBytes(UTF_8);
    }

    /** How many {@link #bytes} there would be, counted without writing them; far over the limit if nobody could read it. */
    public static int size(Envelope envelope) {
        int bytes = 1 + member("specversion", 5);
        bytes += member("id", JsonSize.of(envelope.id()));
        bytes += member("source", JsonSize.of(envelope.source()));
        bytes += member("type", JsonSize.of(envelope.type()));
        bytes += member("subject", JsonSize.of(envelope.subject()));
        bytes += member("time", TIME_LENGTH + 2);
        bytes += member("datacontenttype", "application/json".length() + 2);
        bytes += member("dataschema", JsonSize.of(envelope.dataschema()));
        bytes += member("tenantid", JsonSize.of(envelope.tenant()));
        bytes += member("bot", JsonSize.of(envelope.bot()));
        if (envelope.attempt() > 0) {
            bytes += member("attempt", decimals(envelope.attempt()));
        }
        bytes += member("epoch", JsonSize.of(envelope.epoch()));
        bytes += member("sequence", DIGITS + 2);
        bytes += member("partitionkey", JsonSize.of(envelope.subject()));
        if (envelope.traceparent().isPresent()) {
            bytes += member("traceparent", JsonSize.of(envelope.traceparent().get()));
        }
        return bytes + member("data", JsonSize.of(envelope.data()));
    }

    /** Why a broker's adapter must not take it, whoever wrote it. */
    public static Optional<Published.Code> refusal(Envelope envelope) {
        if (!Names.isEventType(envelope.type())) {
            return Optional.of(Published.Code.BAD_TYPE);
        }
        if (isForged(envelope)) {
            return Optional.of(Published.Code.RESERVED_TYPE);
        }
        return isTooLarge(envelope) ? Optional.of(Published.Code.TOO_LARGE) : Optional.empty();
    }

    /** Counted only where it is near the limit. */
    private static boolean isTooLarge(Envelope envelope) {
        int names = envelope.id().length()
                + envelope.source().length()
                + 2 * envelope.subject().length();
        int more = envelope.dataschema().length() + envelope.tenant().length();
        int rest = envelope.type().length()
                + envelope.bot().length()
                + envelope.epoch().length()
                + 512;
        boolean small = JsonSize.atMost(envelope.data()) + 6 * (names + more + rest) <= Envelope.MAX_BYTES;
        return !small && size(envelope) > Envelope.MAX_BYTES;
    }

    /** Whether it tells of a life cycle and comes from a runner: readers leave it out. */
    public static boolean isForged(Envelope envelope) {
        return envelope.type().startsWith(Envelope.RESERVED)
                && !(envelope.source().startsWith("/sessions/")
                        && envelope.source().indexOf('/', "/sessions/".length()) < 0);
    }

    /** Reads what {@link #bytes} wrote, strictly: every attribute of the contract in its form, none against another. */
    public static Read read(byte[] bytes) {
        if (bytes.length > Envelope.MAX_BYTES) {
            return new Read.Bad(Published.Code.TOO_LARGE, "over " + Envelope.MAX_BYTES + " bytes");
        }
        try {
            return new EnvelopeReader(Json.parse(bytes)).whole();
        } catch (MalformedJson e) {
            return new Read.Bad(Published.Code.MALFORMED, e.reason());
        }
    }

    /**
     * Reads what a runner sent and the link will stamp: whose it is, and whether its type may pass, is not looked at.
     * Nothing where an attribute that is needed is missing or wrong.
     */
    public static Optional<Envelope> read(Json json) {
        return new EnvelopeReader(json).unstamped();
    }

    private static int member(String name, int value) {
        return name.length() + 4 + value;
    }

    private static int decimals(int positive) {
        int digits = 1;
        for (int rest = positive / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    static String sequence(long number) {
        String digits = Long.toString(number);
        return ZEROS.substring(digits.length()).concat(digits);
    }
}
