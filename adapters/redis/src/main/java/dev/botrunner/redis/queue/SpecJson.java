package dev.botrunner.redis.queue;

import static dev.botrunner.redis.queue.Fields.sorted;
import static dev.botrunner.redis.queue.Fields.time;

import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import java.util.Map;

/** A spec as it is stored: all of it, its secrets sealed. */
final class SpecJson {

    private SpecJson() {}

    static String text(SessionSpec spec) {
        JsonBuilder object = Json.obj()
                .put("id", spec.id().value())
                .put("tenant", spec.tenant().name())
                .put("bot", spec.bot().name())
                .put("url", spec.room().url())
                .put("key", spec.room().key());
        persona(object, spec.persona());
        object.putIfPresent("user", spec.user());
        putTexts(object, "labels", spec.labels());
        supply(object, spec.supply());
        return object.put("terms", HeadJson.terms(spec.terms()))
                .put("created", time(spec.createdAt()))
                .putTextIfPresent("trace", spec.traceparent())
                .putTextIfPresent("sealed", spec.sealed())
                .build()
                .text();
    }

    /** @throws UnreadableRecord it was not written by {@link #text} */
    static SessionSpec read(String text) {
        Fields spec = Fields.parse(text);
        try {
            return new SessionSpec(
                    new SessionId(spec.text("id")),
                    new Tenant(spec.text("tenant")),
                    new BotName(spec.text("bot")),
                    new Room(spec.text("url"), spec.text("key")),
                    readPersona(spec),
                    spec.object().objAt("user"),
                    spec.texts("labels"),
                    readSupply(spec),
                    HeadJson.readTerms(spec.at("terms")),
                    spec.time("created"),
                    spec.optionalText("trace"),
                    spec.optionalText("sealed"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecord("a value is out of its range");
        }
    }

    private static void persona(JsonBuilder object, Persona persona) {
        object.putIfPresent("personality", persona.personality());
        putTexts(object, "prompts", persona.functionalPrompts());
        if (!persona.supportedFeatures().isEmpty()) {
            object.put("features", Json.texts(persona.supportedFeatures()));
        }
        object.putIfPresent("voice", persona.voice())
                .putIfPresent("config", persona.config())
                .putIfPresent("tools", persona.tools());
    }

    private static Persona readPersona(Fields spec) {
        return new Persona(
                spec.object().objAt("personality"),
                spec.texts("prompts"),
                spec.textList("features"),
                spec.object().objAt("voice"),
                spec.object().objAt("config"),
                spec.object().itemsAt("tools").map(Json.Arr::new));
    }

    private static void supply(JsonBuilder object, Supply supply) {
        putTexts(object, "env", supply.env());
        if (!supply.assets().isEmpty()) {
            object.put("assets", Json.texts(supply.assets()));
        }
        object.put("events", supply.events()).putTextIfPresent("digest", supply.personaDigest());
    }

    private static Supply readSupply(Fields spec) {
        return new Supply(spec.texts("env"), spec.textList("assets"), spec.text("events"), spec.optionalText("digest"));
    }

    private static void putTexts(JsonBuilder object, String name, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            object.put(name, sorted(texts));
        }
    }
}
