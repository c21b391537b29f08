package dev.botrunner.assets;

import dev.botrunner.session.Assignment;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import dev.botrunner.session.Persona;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads what a session's persona only names. A personality given by its id alone ({@code {"personality_id": id}}) is
 * found in the sources, and with it the prompts, voice and tools of the same id, where there are any and the request
 * brought none of its own.
 */
public final class Hydrator {

    private static final String PERSONALITY = "personality";
    private static final String BY_ID = "personality_id";

    private final AssetSource source;

    public Hydrator(AssetSource source) {
        this.source = source;
    }

    /** Nothing is only named: there is nothing to load. */
    public static boolean isWhole(Assignment assignment) {
        return named(assignment.spec().persona()).isEmpty();
    }

    /**
     * The session with its persona filled in, and the assets it was filled from.
     *
     * @param assets by key
     */
    public record Hydrated(Assignment assignment, AssetBundle assets) {}

    /**
     * @throws DependencyException of {@code ASSET_MISSING} or {@code ASSET_DAMAGED}, or of another code where a source
     *     did not answer
     */
    public Hydrated load(Assignment assignment) throws InterruptedException {
        Map<AssetKey, Asset> loaded = new HashMap<>();
        Persona persona = assignment.spec().persona();
        Persona whole = fill(persona, loaded);
        return new Hydrated(
                whole.equals(persona) ? assignment : with(assignment, whole),
                loaded.isEmpty() ? AssetBundle.EMPTY : new AssetBundle(loaded));
    }

    /** The persona with all in it that it only named; failures as for {@link #load}. */
    public Persona fill(Persona persona) throws InterruptedException {
        return fill(persona, new HashMap<>());
    }

    private Persona fill(Persona persona, Map<AssetKey, Asset> loaded) throws InterruptedException {
        Optional<String> id = named(persona);
        if (id.isEmpty()) {
            return persona;
        }
        Json.Obj record = object(fetch(PERSONALITY, id.get(), loaded)
                .orElseThrow(() -> failure(
                        ErrorCode.ASSET_MISSING, "The personality that the session names is in none of its sources")));
        Map<String, String> prompts = prompts(fetch("prompts", id.get(), loaded));
        prompts.putAll(persona.functionalPrompts());
        Optional<Json.Obj> voice = persona.voice();
        if (voice.isEmpty()) {
            voice = fetch("voice", id.get(), loaded).map(Hydrator::object);
        }
        Optional<Json.Arr> tools = persona.tools();
        if (tools.isEmpty()) {
            tools = fetch("tools", id.get(), loaded).map(Hydrator::array);
        }
        return new Persona(Optional.of(record), prompts, persona.supportedFeatures(), voice, persona.config(), tools);
    }

    private static Optional<String> named(Persona persona) {
        return persona.personality()
                .filter(record -> record.members().size() == 1)
                .flatMap(record -> record.textAt(BY_ID));
    }

    private Optional<Asset> fetch(String kind, String id, Map<AssetKey, Asset> loaded) throws InterruptedException {
        AssetKey key;
        try {
            key = new AssetKey(kind, id);
        } catch (IllegalArgumentException notAnId) {
            throw failure(
                    ErrorCode.ASSET_MISSING, "The personality that the session names has no id of the contract's form");
        }
        Optional<Asset> asset = source.fetch(key);
        asset.ifPresent(found -> loaded.put(key, found));
        return asset;
    }

    private static Map<String, String> prompts(Optional<Asset> asset) {
        Map<String, String> prompts = new LinkedHashMap<>();
        asset.ifPresent(found -> object(found)
                .members()
                .forEach((name, value) -> prompts.put(
                        name,
                        value.asText()
                                .orElseThrow(() -> damaged(found, "a JSON object whose members are all strings")))));
        return prompts;
    }

    private static Json.Obj object(Asset asset) {
        return parse(asset).asObj().orElseThrow(() -> damaged(asset, "a JSON object"));
    }

    private static Json.Arr array(Asset asset) {
        List<Json> items = parse(asset).asItems().orElseThrow(() -> damaged(asset, "a JSON array"));
        return Json.arr(items);
    }

    private static Json parse(Asset asset) {
        try {
            return Json.parse(asset.bytes());
        } catch (MalformedJson malformed) {
            throw damaged(asset, "JSON; at byte " + malformed.position() + ": " + malformed.reason());
        }
    }

    private static DependencyException damaged(Asset asset, String expected) {
        return failure(
                ErrorCode.ASSET_DAMAGED,
                "The asset of kind " + asset.key().kind() + " is not what was expected: " + expected);
    }

    private static DependencyException failure(ErrorCode code, String detail) {
        return new DependencyException(new Failure(code, detail));
    }

    private static Assignment with(Assignment assignment, Persona persona) {
        return new Assignment(
                assignment.spec().with(persona),
                assignment.attempt(),
                assignment.roomToken(),
                assignment.secrets(),
                assignment.maxDuration());
    }
}
