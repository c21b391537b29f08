package dev.botrunner.join;

import dev.botrunner.session.Json;
import dev.botrunner.session.Names;
import dev.botrunner.session.Persona;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who the bot is to be. */
final class PersonaReader {

    static final int MAX_RECORD_BYTES = 64 * 1024;
    private static final int MAX_PROMPTS = 256;
    private static final int MAX_PROMPT_BYTES = 256 * 1024;
    private static final int MAX_FEATURES = 64;
    private static final int MAX_VOICE_BYTES = 8 * 1024;
    private static final int MAX_CONFIG_BYTES = 64 * 1024;

    private PersonaReader() {}

    /** @param personalityId names a record that {@code persona} does not hold yet */
    record Read(Optional<String> personalityId, Persona persona) {}

    static Read read(MemberReader members) {
        if (members.has("personality") && members.has("personality_id")) {
            members.invalid("personality", "expected at most one of personality and personality_id");
        }
        Optional<String> id =
                members.text("personality_id", Names::isPersonalityId, "an id ([A-Za-z0-9][A-Za-z0-9._:-]{0,127})");
        Optional<Json.Obj> record = members.object("personality", MAX_RECORD_BYTES);
        Map<String, String> prompts = members.texts("functional_prompts", MAX_PROMPTS, MAX_PROMPT_BYTES);
        List<String> features = features(members);
        Optional<Json.Obj> voice = members.object("voice", MAX_VOICE_BYTES);
        Optional<Json.Obj> config = members.object("config", MAX_CONFIG_BYTES);
        if (record.isEmpty() && prompts.isEmpty() && features.isEmpty() && voice.isEmpty() && config.isEmpty()) {
            return new Read(id, Persona.NONE);
        }
        return new Read(id, new Persona(record, prompts, features, voice, config, Optional.empty()));
    }

    private static List<String> features(MemberReader members) {
        Optional<Json> value = members.value("supported_features");
        if (value.isEmpty()) {
            return List.of();
        }
        Optional<List<Json>> items = value.get().asItems();
        if (items.isEmpty()) {
            members.invalid("supported_features", "expected an array of strings");
            return List.of();
        }
        if (items.get().size() > MAX_FEATURES) {
            members.fault("supported_features", Fault.Code.TOO_LARGE, "more than " + MAX_FEATURES + " elements");
            return List.of();
        }
        List<String> features = new ArrayList<>();
        MemberReader inner = members.within("supported_features", Json.Obj.EMPTY);
        for (int at = 0; at < items.get().size(); at++) {
            if (items.get().get(at) instanceof Json.Str(String text) && Names.isFeature(text)) {
                features.add(text);
            } else {
                inner.invalid(Integer.toString(at), "expected a string of [a-z0-9_.-]{1,64}");
            }
        }
        return features;
    }
}
