package dev.botrunner.join;

import dev.botrunner.assets.AssetSource;
import dev.botrunner.assets.Hydrator;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Persona;
import dev.botrunner.session.TextSize;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fills in a persona that is only named, where this process can reach the assets of the bot. From any thread; a source
 * that does not answer is a {@link DependencyException}.
 */
public interface Personalities {

    /** @param persona whose record is {@code {"personality_id": id}} */
    Lookup find(Profile profile, Persona persona) throws InterruptedException;

    /** What became of it. */
    sealed interface Lookup {

        record Found(Persona whole) implements Lookup {}

        record Unknown() implements Lookup {}

        /**
         * What is there is not what it has to be.
         *
         * @param detail for the operator, not for the caller: it may name directories
         */
        record Damaged(String detail) implements Lookup {}

        /** This process has no assets of that bot: its runner has to find them. */
        record NotHere() implements Lookup {}
    }

    /** Nowhere to look. */
    static Personalities none() {
        return (profile, persona) -> new Lookup.NotHere();
    }

    /** Looks into the source of the bot, where there is one. */
    static Personalities from(Function<Profile, Optional<AssetSource>> sources) {
        return (profile, persona) -> {
            Optional<AssetSource> source = sources.apply(profile);
            return source.isEmpty() ? new Lookup.NotHere() : filled(source.get(), persona);
        };
    }

    private static Lookup filled(AssetSource source, Persona persona) throws InterruptedException {
        try {
            Persona whole = new Hydrator(source).fill(persona);
            int size = whole.personality()
                    .map(record -> TextSize.length(record.text()))
                    .orElse(0);
            return size > PersonaReader.MAX_RECORD_BYTES
                    ? new Lookup.Damaged(
                            "the record of this id is larger than " + PersonaReader.MAX_RECORD_BYTES + " bytes")
                    : new Lookup.Found(whole);
        } catch (DependencyException failed) {
            ErrorCode code = failed.failure().code();
            if (code == ErrorCode.ASSET_MISSING) {
                return new Lookup.Unknown();
            }
            if (code == ErrorCode.ASSET_DAMAGED) {
                return new Lookup.Damaged(failed.failure().detail());
            }
            throw failed;
        }
    }
}
