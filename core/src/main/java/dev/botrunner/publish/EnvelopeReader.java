package dev.botrunner.publish;

import dev.botrunner.session.Json;
import dev.botrunner.session.Names;
import dev.botrunner.session.Ulid;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one envelope; remembers the first fault and reads on with stand-ins. Used once. */
final class EnvelopeReader {

    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]{1,20}");
    private static final int LONGEST = 255;

    private final Json json;
    private Json.Obj object = Json.Obj.EMPTY;
    private Published.@Nullable Code code;
    private String why = "";

    EnvelopeReader(Json json) {
        this.json = json;
    }

    EnvelopeJson.Read whole() {
        shape();
        String subject = text("subject", Ulid::isValid);
        int attempt = attempt();
        String source = text("source", EnvelopeReader::isShort);
        optional("partitionkey", subject::equals);
        String plain = "/sessions/" + subject;
        check(source.equals(plain) || source.equals(plain + "/" + attempt), "source", "its subject and attempt");
        String type = type();
        return read(new Envelope(
                id(),
                source,
                type,
                subject,
                time(),
                schema(type),
                text("tenantid", Names::isName),
                text("bot", Names::isName),
                attempt,
                epoch(),
                sequence(),
                traceparent(),
                data()));
    }

    Optional<Envelope> unstamped() {
        shape();
        String type = text("type", given -> given.length() <= LONGEST);
        var envelope = new Envelope(
                id(),
                optional("source", EnvelopeReader::isShort).orElse(""),
                type,
                optional("subject", EnvelopeReader::isShort).orElse(""),
                time(),
                Names.isEventType(type) ? schema(type) : "",
                optional("tenantid", EnvelopeReader::isShort).orElse(""),
                optional("bot", EnvelopeReader::isShort).orElse(""),
                attempt(),
                epoch(),
                sequence(),
                traceparent(),
                object.member("data").orElse(Json.Obj.EMPTY));
        return code == null ? Optional.of(envelope) : Optional.empty();
    }

    private EnvelopeJson.Read read(Envelope envelope) {
        if (code != null) {
            return new EnvelopeJson.Read.Bad(code, why);
        }
        return EnvelopeJson.size(envelope) > Envelope.MAX_BYTES
                ? new EnvelopeJson.Read.Bad(Published.Code.TOO_LARGE, "over " + Envelope.MAX_BYTES + " bytes")
                : new EnvelopeJson.Read.Good(envelope);
    }

    private void shape() {
        Optional<Json.Obj> read = json.asObj();
        if (read.isEmpty()) {
            fault(Published.Code.MALFORMED, "not a JSON object");
            return;
        }
        object = read.get();
        for (String name : object.members().keySet()) {
            if (!ATTRIBUTE.matcher(name).matches() && !name.equals("data_base64")) {
                fault(Published.Code.MALFORMED, "a name of an attribute is not [a-z0-9]{1,20}");
            }
        }
        text("specversion", "1.0"::equals);
        optional("datacontenttype", "application/json"::equals);
        optional(
                "partitionkey", key -> object.textAt("subject").map(key::equals).orElse(true));
        check(object.member("data_base64").isEmpty(), "data_base64", "absent");
    }

    private String id() {
        return text("id", EnvelopeReader::isShort);
    }

    private String type() {
        Optional<String> type = object.textAt("type");
        if (type.isEmpty()) {
            check(false, "type", "a string");
        } else if (!Names.isEventType(type.get())) {
            fault(Published.Code.BAD_TYPE, "type is not [a-z][a-z0-9_]*(\\.[a-z0-9_]+)+ of at most 128 characters");
        }
        return type.orElse("");
    }

    private String schema(String type) {
        return optional("dataschema", EnvelopeReader::isShort).orElseGet(() -> "urn:botrunner:" + type + ":1");
    }

    private String epoch() {
        return text("epoch", epoch -> Names.isVisibleAscii(epoch, 64));
    }

    private Optional<String> traceparent() {
        return optional("traceparent", EnvelopeReader::isShort);
    }

    private Json data() {
        Optional<Json> data = object.member("data");
        check(data.isPresent(), "data", "present");
        return data.orElse(Json.nil());
    }

    private int attempt() {
        if (object.member("attempt").isEmpty()) {
            return 0;
        }
        long attempt = object.integerAt("attempt").orElse(0);
        check(attempt >= 1 && attempt <= Integer.MAX_VALUE, "attempt", "an integer from 1");
        return (int) attempt;
    }

    private long sequence() {
        String text = text(
                "sequence",
                digits -> digits.length() == EnvelopeJson.DIGITS
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                        && digits.compareTo("00000000000000000000") > 0
                        && digits.compareTo("09223372036854775807") <= 0);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private Instant time() {
        String text = text("time", RFC_3339.asMatchPredicate());
        try {
            return text.isEmpty() ? Instant.EPOCH : Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            check(false, "time", "a time of RFC 3339");
            return Instant.EPOCH;
        }
    }

    /** The text, or an empty one where it is at fault. */
    private String text(String name, Predicate<String> form) {
        Optional<String> text = object.textAt(name).filter(form);
        check(text.isPresent(), name, "a string of the contract's form");
        return text.orElse("");
    }

    private Optional<String> optional(String name, Predicate<String> form) {
        if (object.member(name).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(text(name, form));
    }

    private static boolean isShort(String text) {
        return Names.isVisibleAscii(text, LONGEST);
    }

    private void check(boolean good, String name, String expected) {
        if (!good) {
            fault(Published.Code.MALFORMED, name + " is not as expected: " + expected);
        }
    }

    private void fault(Published.Code fault, String what) {
        if (code == null) {
            code = fault;
            why = what;
        }
    }
}
