package dev.botrunner.bot.chat.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.bot.chat.model.ModelFault.Kind;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What refusals of a model's API mean. Their text may repeat a question or a key, and is not passed on; their code is. */
final class ErrorBody {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

    private ErrorBody() {}

    /** @param body as far as it was read */
    static ModelFault refusal(int status, byte[] body, Optional<Duration> retryAfter) {
        Optional<Json> error = parsed(body).flatMap(object -> object.member("error"));
        String code = error.flatMap(ErrorBody::code).map(word -> ", " + word).orElse("");
        Kind kind = kind(status, code);
        return new ModelFault(kind, retryAfter, "The model answered " + status + code + hint(kind));
    }

    /** An error that came within a stream. */
    static ModelFault fault(Json error) {
        String code = code(error).map(word -> ": " + word).orElse("");
        boolean busy = code.contains("rate_limit") || code.contains("overloaded") || code.contains("429");
        return ModelFault.of(busy ? Kind.BUSY : Kind.CUT, "The model broke its answer off with an error" + code);
    }

    private static Kind kind(int status, String code) {
        return switch (status) {
            // a quota that is used up does not come back in a call
            case 429 -> code.contains("insufficient_quota") ? Kind.KEY_REFUSED : Kind.BUSY;
            case 401, 403, 407 -> Kind.KEY_REFUSED;
            case 402 -> Kind.KEY_REFUSED;
            case 404, 405, 410 -> Kind.NOT_FOUND;
            case 408, 409, 425 -> Kind.UNAVAILABLE;
            case 529 -> Kind.BUSY;
            default -> status >= 500 ? Kind.UNAVAILABLE : status >= 400 ? Kind.REFUSED : Kind.NOT_FOUND;
        };
    }

    private static String hint(Kind kind) {
        return switch (kind) {
            case KEY_REFUSED -> ": see that MODEL_API_KEY is right and may use the model";
            case NOT_FOUND -> ": see that MODEL_URL and MODEL_NAME are right";
            case BUSY, UNAVAILABLE, STALLED, CUT, MALFORMED, REFUSED -> "";
        };
    }

    private static Optional<String> code(Json error) {
        Optional<Json.Obj> object = error.asObj();
        return object.flatMap(it -> it.textAt("code"))
                .or(() -> object.flatMap(it -> it.textAt("type")))
                .or(() -> object.flatMap(it -> it.member("code"))
                        .filter(Json.Num.class::isInstance)
                        .map(Json::text))
                .filter(WORD.asMatchPredicate());
    }

    private static Optional<Json.Obj> parsed(byte[] body) {
        try {
            return Json.parse(new String(body, UTF_8)).asObj();
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }

    /** The value of {@code Retry-After}: seconds or a date. */
    static Optional<Duration> retryAfter(String value, Instant now) {
        String text = value.strip();
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000)));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
