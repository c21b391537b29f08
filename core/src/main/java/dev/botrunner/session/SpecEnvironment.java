package dev.botrunner.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a runner gets as environment variables, both ways: a session as the variables of a bot's program, and the
 * variables of a runner that stands alone as a session. Reading what was written gives the same session.
 */
public final class SpecEnvironment {

    /** Linux starts no program with a variable of 128 KiB: longer values than this go as a file that {@code NAME_FILE} names. */
    public static final int LARGEST = 96 * 1024;

    /** What a runner that stands alone needs. */
    public static final String REQUIRED = "ROOM_URL";

    private static final int MAX_TOKEN_BYTES = 16 * 1024;
    private static final Set<String> SCHEMES = Set.of("https", "http", "wss", "ws");
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private SpecEnvironment() {}

    /** What became of an environment. */
    public sealed interface Reading {

        record Complete(Assignment assignment) implements Reading {}

        /** All that is wrong with it. */
        record Faulty(List<EnvironmentFault> faults) implements Reading {}
    }

    /**
     * What counts where the environment says nothing.
     *
     * @param bot absent: {@code BOT_NAME} must be there
     */
    public record Given(
            SessionId id,
            Optional<BotName> bot,
            Duration maxDuration,
            Duration goodBye,
            List<String> assets,
            Instant now) {}

    /**
     * The variables of a bot's program, by name. Of equal names the session's secrets win over {@code secretsFrom}, and
     * those over the profile's environment; a reserved name among them is left out.
     *
     * @param secretsFrom what the worker's own files hold for this bot
     */
    public static Map<String, String> write(Assignment assignment, Map<String, Secret> secretsFrom) {
        Map<String, String> variables =
                new LinkedHashMap<>(assignment.spec().supply().env());
        secretsFrom.forEach((name, secret) -> variables.put(name, secret.reveal()));
        assignment.secrets().forEach((name, secret) -> variables.put(name, secret.reveal()));
        variables.keySet().removeIf(ReservedNames::isReserved);
        writeSession(assignment, variables);
        writePersona(assignment.spec(), variables);
        return variables;
    }

    private static void writeSession(Assignment assignment, Map<String, String> variables) {
        SessionSpec spec = assignment.spec();
        variables.put("SESSION_ID", spec.id().value());
        variables.put("SESSION_ATTEMPT", Integer.toString(assignment.attempt()));
        variables.put("BOT_NAME", spec.bot().name());
        variables.put("TENANT_ID", spec.tenant().name());
        variables.put("ROOM_URL", spec.room().url());
        assignment.roomToken().ifPresent(token -> variables.put("ROOM_TOKEN", token.reveal()));
        variables.put(
                "MAX_DURATION_SECONDS", Times.seconds(assignment.maxDuration()).text());
        spec.traceparent().ifPresent(trace -> variables.put("TRACEPARENT", trace));
        spec.user().ifPresent(user -> variables.put("BOT_USER", user.text()));
        if (!spec.labels().isEmpty()) {
            variables.put("BOT_LABELS", Json.texts(spec.labels()).text());
        }
    }

    private static void writePersona(SessionSpec spec, Map<String, String> variables) {
        Persona persona = spec.persona();
        persona.personality().ifPresent(record -> variables.put("BOT_PERSONALITY_RECORD", record.text()));
        if (!persona.functionalPrompts().isEmpty()) {
            variables.put(
                    "BOT_FUNCTIONAL_PROMPTS",
                    Json.texts(persona.functionalPrompts()).text());
        }
        if (!persona.supportedFeatures().isEmpty()) {
            variables.put("BOT_SUPPORTED_FEATURES", String.join(",", persona.supportedFeatures()));
        }
        persona.voice().ifPresent(voice -> variables.put("BOT_VOICE", voice.text()));
        persona.config().ifPresent(config -> variables.put("BOT_CONFIG", config.text()));
        persona.tools().ifPresent(tools -> variables.put("BOT_TOOLS", tools.text()));
    }

    /** A session from the environment of a runner that stands alone. What is not of the contract there is a secret. */
    public static Reading read(Map<String, String> environment, Given given) {
        var reader = new EnvironmentReader(environment);
        var spec = spec(reader, given);
        var attempt = reader.text("SESSION_ATTEMPT", SpecEnvironment::isAttempt, "an integer from 1");
        var token = reader.text(
                "ROOM_TOKEN",
                text -> TextSize.length(text) <= MAX_TOKEN_BYTES,
                "at most " + MAX_TOKEN_BYTES + " bytes");
        if (spec.isEmpty() || !reader.faults().isEmpty()) {
            return new Reading.Faulty(reader.faults());
        }
        int number = attempt.map(Integer::parseInt).orElse(1);
        Duration most = spec.get().terms().maxDuration();
        return new Reading.Complete(
                new Assignment(spec.get(), number, token.map(Secret::new), secrets(environment), most));
    }

    private static Optional<SessionSpec> spec(EnvironmentReader reader, Given given) {
        var id = reader.text("SESSION_ID", Ulid::isValid, "a lower-case ULID of 26 characters")
                .map(SessionId::new);
        var bot = bot(reader, given);
        var tenant =
                reader.text("TENANT_ID", Names::isName, "[a-z][a-z0-9-]{0,62}").map(Tenant::new);
        var room = room(reader);
        Duration most = reader.seconds("MAX_DURATION_SECONDS").orElse(given.maxDuration());
        var trace = reader.text(
                "TRACEPARENT", text -> TRACEPARENT.matcher(text).matches(), "a traceparent of W3C trace context");
        var persona = persona(reader);
        var user = reader.object("BOT_USER");
        var labels = reader.texts("BOT_LABELS");
        if (room.isEmpty() || bot.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SessionSpec(
                id.orElse(given.id()),
                tenant.orElse(Tenant.DEFAULT),
                bot.get(),
                room.get(),
                persona,
                user,
                labels,
                new Supply(Map.of(), given.assets(), Supply.DIRECT, Optional.empty()),
                new Terms(1, Duration.ZERO, most, given.goodBye(), OnCrash.END),
                given.now(),
                trace,
                Optional.empty()));
    }

    private static Optional<BotName> bot(EnvironmentReader reader, Given given) {
        int before = reader.faults().size();
        var bot = reader.text("BOT_NAME", Names::isName, "[a-z][a-z0-9-]{0,62}").map(BotName::new);
        if (bot.isEmpty() && given.bot().isEmpty() && reader.faults().size() == before) {
            reader.fault("BOT_NAME", "is missing, and the bots file has no default");
        }
        return bot.or(given::bot);
    }

    private static Optional<Room> room(EnvironmentReader reader) {
        int before = reader.faults().size();
        Optional<String> url = reader.value(REQUIRED);
        if (url.isEmpty()) {
            if (reader.faults().size() == before) {
                reader.fault(REQUIRED, "is missing: expected the URL of the room");
            }
            return Optional.empty();
        }
        return switch (Room.parse(url.get(), SCHEMES)) {
            case Room.Parsed(Room room) -> Optional.of(room);
            case Room.Faulty(String detail) -> {
                reader.fault(REQUIRED, detail);
                yield Optional.empty();
            }
        };
    }

    private static Persona persona(EnvironmentReader reader) {
        var features = reader.text(
                "BOT_SUPPORTED_FEATURES", SpecEnvironment::areFeatures, "a comma list of [a-z0-9_.-]{1,64}");
        return new Persona(
                reader.object("BOT_PERSONALITY_RECORD"),
                reader.texts("BOT_FUNCTIONAL_PROMPTS"),
                features.map(list -> List.of(list.split(","))).orElse(List.of()),
                reader.object("BOT_VOICE"),
                reader.object("BOT_CONFIG"),
                reader.array("BOT_TOOLS"));
    }

    private static Map<String, Secret> secrets(Map<String, String> environment) {
        Map<String, Secret> secrets = new HashMap<>();
        environment.forEach((name, value) -> {
            if (Names.isSecretName(name) && !ReservedNames.isReserved(name)) {
                secrets.put(name, new Secret(value));
            }
        });
        return secrets;
    }

    private static boolean isAttempt(String text) {
        // nine digits always fit an int
        return text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9') && Integer.parseInt(text) > 0;
    }

    private static boolean areFeatures(String list) {
        for (String feature : list.split(",", -1)) {
            if (!Names.isFeature(feature)) {
                return false;
            }
        }
        return true;
    }
}
