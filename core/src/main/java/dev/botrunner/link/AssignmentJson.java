package dev.botrunner.link;

import dev.botrunner.session.Assignment;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.Secret;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import dev.botrunner.session.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The session document of the redeem answer: the one place where secrets cross a wire. A runner is not told how many
 * attempts there are or when its launch must be joined, nor the room's key: it acts on none of them.
 */
final class AssignmentJson {

    private static final int MOST = 1024;

    private AssignmentJson() {}

    static Json.Obj write(Assignment assignment) {
        SessionSpec spec = assignment.spec();
        Persona persona = spec.persona();
        var json = Json.obj()
                .put("session_id", spec.id().value())
                .put("attempt", assignment.attempt())
                .put("tenant", spec.tenant().name())
                .put("bot", spec.bot().name())
                .put("created_at", Times.text(spec.createdAt()))
                .put("room_url", spec.room().url())
                .putTextIfPresent("room_token", assignment.roomToken().map(Secret::reveal))
                .putAll(write(persona))
                .putIfPresent("user", spec.user());
        putTexts(json, "labels", spec.labels());
        Map<String, String> secrets = new LinkedHashMap<>();
        assignment.secrets().forEach((name, secret) -> secrets.put(name, secret.reveal()));
        putTexts(json, "secrets", secrets);
        putTexts(json, "env", spec.supply().env());
        return json.put("assets", Json.texts(spec.supply().assets()))
                .put("events", spec.supply().events())
                .putTextIfPresent("persona_digest", spec.supply().personaDigest())
                .put("max_duration_seconds", Times.seconds(assignment.maxDuration()))
                .put("good_bye_seconds", Times.seconds(spec.terms().goodBye()))
                .put("on_crash", spec.terms().onCrash().word())
                .putTextIfPresent("traceparent", spec.traceparent())
                .build();
    }

    private static Json.Obj write(Persona persona) {
        var json = Json.obj().putIfPresent("personality", persona.personality());
        putTexts(json, "functional_prompts", persona.functionalPrompts());
        if (!persona.supportedFeatures().isEmpty()) {
            json.put("supported_features", Json.texts(persona.supportedFeatures()));
        }
        return json.putIfPresent("voice", persona.voice())
                .putIfPresent("config", persona.config())
                .putIfPresent("tools", persona.tools())
                .build();
    }

    private static void putTexts(JsonBuilder json, String name, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            json.put(name, Json.texts(texts));
        }
    }

    static Assignment read(LinkReader reader) {
        int attempt = (int) reader.neededInteger("attempt", 1, Integer.MAX_VALUE);
        var token = reader.text("room_token", Secret::new, "a token");
        Map<String, Secret> secrets = new LinkedHashMap<>();
        texts(reader, "secrets").forEach((name, text) -> secrets.put(name, new Secret(text)));
        Duration most = reader.neededSeconds("max_duration_seconds");
        return new Assignment(spec(reader, terms(reader, most)), attempt, token, secrets, most);
    }

    private static Terms terms(LinkReader reader, Duration most) {
        Duration goodBye = reader.neededSeconds("good_bye_seconds");
        OnCrash onCrash = reader.text("on_crash", word -> word, "end or relaunch")
                .filter(OnCrash.RELAUNCH.word()::equals)
                .map(_ -> OnCrash.RELAUNCH)
                .orElse(OnCrash.END);
        return new Terms(1, Duration.ZERO, most, goodBye, onCrash);
    }

    /** @throws BadCall something in the whole document was wrong */
    private static SessionSpec spec(LinkReader reader, Terms terms) {
        var id = reader.neededText("session_id", SessionId::new, "a session id");
        var tenant = reader.neededText("tenant", Tenant::new, "a tenant");
        var bot = reader.neededText("bot", BotName::new, "a bot's name");
        var room = reader.neededText("room_url", Room::ofKey, "a URL");
        var created = reader.text("created_at", LinkAnswers::time, "a time");
        var trace = reader.text("traceparent", text -> text, "text");
        var persona = persona(reader);
        var user = reader.object("user");
        var labels = texts(reader, "labels");
        var supply = new Supply(
                texts(reader, "env"),
                reader.texts("assets", MOST),
                reader.text("events", word -> word, "link or direct").orElse("link"),
                reader.text("persona_digest", text -> text, "a digest"));
        reader.check();
        return new SessionSpec(
                id.orElseThrow(),
                tenant.orElseThrow(),
                bot.orElseThrow(),
                room.orElseThrow(),
                persona,
                user,
                labels,
                supply,
                terms,
                created.orElse(Instant.EPOCH),
                trace,
                Optional.empty());
    }

    private static Persona persona(LinkReader reader) {
        Optional<Json.Arr> tools =
                reader.has("tools") ? Optional.of(Json.arr(reader.items("tools", MOST))) : Optional.empty();
        return new Persona(
                reader.object("personality"),
                texts(reader, "functional_prompts"),
                reader.texts("supported_features", MOST),
                reader.object("voice"),
                reader.object("config"),
                tools);
    }

    private static Map<String, String> texts(LinkReader reader, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        reader.object(name)
                .orElse(Json.Obj.EMPTY)
                .members()
                .forEach((key, value) -> value.asText()
                        .ifPresentOrElse(text -> texts.put(key, text), () -> reader.fault(name, "expected strings")));
        return texts;
    }
}
