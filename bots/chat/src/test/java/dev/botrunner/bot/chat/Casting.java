package dev.botrunner.bot.chat;

import dev.botrunner.session.Json;
import dev.botrunner.session.Persona;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who the bot of a test is. */
record Casting(
        Json.Obj personality,
        Map<String, String> prompts,
        List<String> features,
        Json.Obj config,
        Json.Arr tools,
        boolean model) {

    static final Casting USUAL = new Casting(
            Json.obj().put("name", "Robin").put("persona", "A gardener.").build(),
            Map.of(),
            List.of(),
            Json.Obj.EMPTY,
            Json.arr(),
            true);

    Casting personality(Json.Obj other) {
        return new Casting(other, prompts, features, config, tools, model);
    }

    Casting prompts(Map<String, String> other) {
        return new Casting(personality, other, features, config, tools, model);
    }

    Casting features(String... other) {
        return new Casting(personality, prompts, List.of(other), config, tools, model);
    }

    Casting config(Json.Obj other) {
        return new Casting(personality, prompts, features, other, tools, model);
    }

    Casting tools(Json.Arr other) {
        return new Casting(personality, prompts, features, config, other, model);
    }

    Casting withoutModel() {
        return new Casting(personality, prompts, features, config, tools, false);
    }

    Persona persona() {
        return new Persona(
                Optional.of(personality), prompts, features, Optional.empty(), Optional.of(config), Optional.of(tools));
    }
}
