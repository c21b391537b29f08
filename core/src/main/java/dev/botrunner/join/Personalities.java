package dev.botrunner.join;

import dev.botrunner.assets.Asset;
import dev.botrunner.assets.AssetKey;
import dev.botrunner.assets.AssetSource;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import dev.botrunner.session.TextSize;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the record that a {@code personality_id} names, where this process can reach the assets of a bot. From any
 * thread; a source that does not answer is a {@link dev.botrunner.session.DependencyException}.
 */
public interface Personalities {

    Lookup find(Profile profile, String id) throws InterruptedException;

    /** What became of an id. */
    sealed interface Lookup {

        record Found(Json.Obj record) implements Lookup {}

        record Unknown() implements Lookup {}

        /** What is there is no personality record. */
        record Damaged(String detail) implements Lookup {}

        /** This process has no assets of that bot: its runner has to find the record. */
        record NotHere() implements Lookup {}
    }

    /** Nowhere to look. */
    static Personalities none() {
        return (profile, id) -> new Lookup.NotHere();
    }

    /** Looks into the source of the bot, where there is one. */
    static Personalities from(Function<Profile, Optional<AssetSource>> sources) {
        return (profile, id) -> {
            Optional<AssetSource> source = sources.apply(profile);
            if (source.isEmpty()) {
                return new Lookup.NotHere();
            }
            Optional<Asset> asset = source.get().fetch(new AssetKey("personality", id));
            return asset.isPresent() ? record(asset.get()) : new Lookup.Unknown();
        };
    }

    private static Lookup record(Asset asset) {
        try {
            Optional<Json.Obj> record = Json.parse(asset.bytes()).asObj();
            if (record.isEmpty()) {
                return new Lookup.Damaged("the asset of this id is no JSON object");
            }
            return TextSize.length(record.get().text()) > PersonaReader.MAX_RECORD_BYTES
                    ? new Lookup.Damaged(
                            "the asset of this id is larger than " + PersonaReader.MAX_RECORD_BYTES + " bytes")
                    : new Lookup.Found(record.get());
        } catch (MalformedJson fault) {
            return new Lookup.Damaged("the asset of this id is no JSON: " + fault.getMessage());
        }
    }
}
