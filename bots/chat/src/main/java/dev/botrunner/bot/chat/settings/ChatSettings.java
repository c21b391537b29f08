package dev.botrunner.bot.chat.settings;

import dev.botrunner.bot.chat.model.ModelAddress;
import dev.botrunner.run.BotVariables;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.Json;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that one session tells the bot.
 *
 * @param model absent: it has to do without
 * @param tools that the model is told of, beside the bot's own
 * @param userId of whoever sent the bot, as rooms may know them
 * @param userName what they are called
 */
public record ChatSettings(
        Personality personality,
        Prompts prompts,
        Set<Feature> features,
        ChatConfig config,
        Optional<ModelAddress> model,
        List<Json.Obj> tools,
        Optional<String> userId,
        Optional<String> userName) {

    private static final String URL = "MODEL_URL";

    public ChatSettings {
        features = Set.copyOf(features);
        tools = List.copyOf(tools);
    }

    /** What became of a session's settings. */
    public sealed interface Reading {

        record Good(ChatSettings settings) implements Reading {}

        /** All that is wrong, without values. */
        record Faulty(List<String> faults) implements Reading {}
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** @param variables where the session's model is named */
    public static Reading read(Assignment assignment, BotVariables variables) {
        List<String> faults = new ArrayList<>();
        Persona persona = assignment.spec().persona();
        var config = ChatConfig.read(persona.config().orElse(Json.Obj.EMPTY), faults);
        var personality = Personality.read(
                persona.personality().orElse(Json.Obj.EMPTY),
                assignment.spec().bot().name(),
                faults);
        Optional<Json.Obj> user = assignment.spec().user();
        var settings = new ChatSettings(
                personality,
                new Prompts(persona.functionalPrompts(), personality.greeting()),
                Feature.of(persona.supportedFeatures()),
                config,
                model(new Variables(assignment, variables), config, faults),
                ToolManifest.read(persona.tools().orElse(Json.arr()), faults),
                user.flatMap(it -> it.textAt("id")),
                user.flatMap(it -> it.textAt("name")));
        return faults.isEmpty() ? new Reading.Good(settings) : new Reading.Faulty(List.copyOf(faults));
    }

    private static Optional<ModelAddress> model(Variables variables, ChatConfig config, List<String> faults) {
        Optional<String> url = variables.find(URL);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        String name = variables.find("MODEL_NAME").orElse("default");
        Optional<Secret> key = variables.find("MODEL_API_KEY").map(Secret::new);
        return switch (ModelAddress.read(url.get(), name, key, config.model().options())) {
            case ModelAddress.Reading.Good(ModelAddress address) -> Optional.of(address);
            case ModelAddress.Reading.Faulty(String detail) -> {
                faults.add(URL + ": " + detail);
                yield Optional.empty();
            }
        };
    }

    /** By which a session is told of its model. */
    private record Variables(Assignment assignment, BotVariables variables) {

        Optional<String> find(String name) {
            return variables.find(assignment, name).map(String::strip).filter(value -> !value.isEmpty());
        }
    }

    @Override
    public String toString() {
        return "ChatSettings[•••]";
    }
}
