package dev.botrunner.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who the bot is. Everything in it is personal or the caller's property: it is passed on as written and never logged. */
public record Persona(
        Optional<Json.Obj> personality,
        Map<String, String> functionalPrompts,
        List<String> supportedFeatures,
        Optional<Json.Obj> voice,
        Optional<Json.Obj> config,
        Optional<Json.Arr> tools) {

    /** Nobody in particular. */
    public static final Persona NONE =
            new Persona(Optional.empty(), Map.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public Persona {
        functionalPrompts = Map.copyOf(functionalPrompts);
        supportedFeatures = List.copyOf(supportedFeatures);
    }

    @Override
    public String toString() {
        return "Persona[•••]";
    }
}
