package dev.botrunner.publish;

import dev.botrunner.session.Json;
import dev.botrunner.session.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;

/** The one spelling of an envelope: CloudEvents 1.0 as structured JSON. */
public final class EnvelopeJson {

    private static final String SPEC_VERSION = "1.0";
    private static final int SEQUENCE_DIGITS = 20;
    private static final int MAX_TEXT = 1024;

    private EnvelopeJson() {}

    public static Json.Obj write(Envelope envelope) {
        var json = Json.obj()
                .put("specversion", SPEC_VERSION)
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
            json.put("attempt", envelope.attempt());
        }
        return json.put("epoch", envelope.epoch())
                .put("sequence", sequence(envelope.sequence()))
                .put("partitionkey", envelope.subject())
                .putTextIfPresent("traceparent", envelope.traceparent())
                .put("data", envelope.data())
                .build();
    }

    /**
     * Attributes that it does not know are passed over; nothing where one that it needs is missing or wrong. Says nothing
     * about whether the type is of the contract's form.
     */
    public static Optional<Envelope> read(Json json) {
        if (!(json instanceof Json.Obj members)
                || !members.textAt("specversion").equals(Optional.of(SPEC_VERSION))) {
            return Optional.empty();
        }
        var id = text(members, "id");
        var source = text(members, "source");
        var type = text(members, "type");
        var subject = text(members, "subject");
        var time = text(members, "time").flatMap(EnvelopeJson::time);
        var epoch = text(members, "epoch");
        var attempt = attempt(members);
        long sequence = members.textAt("sequence").map(EnvelopeJson::number).orElse(-1L);
        boolean whole = id.isPresent() && source.isPresent() && type.isPresent() && subject.isPresent();
        boolean placed = time.isPresent() && epoch.isPresent() && attempt.isPresent() && sequence > 0;
        if (!whole || !placed) {
            return Optional.empty();
        }
        return Optional.of(new Envelope(
                id.get(),
                source.get(),
                type.get(),
                subject.get(),
                time.get(),
                text(members, "dataschema").orElse(""),
                text(members, "tenantid").orElse(""),
                text(members, "bot").orElse(""),
                attempt.getAsInt(),
                epoch.get(),
                sequence,
                text(members, "traceparent"),
                members.member("data").orElse(Json.Obj.EMPTY)));
    }

    private static OptionalInt attempt(Json.Obj members) {
        if (members.member("attempt").isEmpty()) {
            return OptionalInt.of(0);
        }
        long attempt = members.integerAt("attempt").orElse(-1);
        return attempt < 1 || attempt > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) attempt);
    }

    private static Optional<String> text(Json.Obj members, String name) {
        return members.textAt(name).filter(EnvelopeJson::isAttribute);
    }

    private static boolean isAttribute(String text) {
        return !text.isEmpty() && text.length() <= MAX_TEXT && text.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static String sequence(long number) {
        String digits = Long.toString(number);
        return "0".repeat(SEQUENCE_DIGITS - digits.length()) + digits;
    }

    private static long number(String text) {
        if (text.length() != SEQUENCE_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            return -1;
        }
    }
}
