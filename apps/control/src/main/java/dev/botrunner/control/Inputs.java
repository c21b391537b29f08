package dev.botrunner.control;

import dev.botrunner.files.BotsFile;
import dev.botrunner.files.KeysFile;
import dev.botrunner.files.WatchedFile;
import dev.botrunner.join.Profiles;
import dev.botrunner.session.SealKeys;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a control server reads, and may read anew while it runs.
 *
 * @param profiles the same object until they change
 * @param keys the same object until they change
 * @param watched the files behind them that are to be looked at again
 */
public record Inputs(
        Supplier<Profiles> profiles, Supplier<KeysFile> keys, SealKeys seal, List<WatchedFile<?>> watched) {

    public Inputs {
        watched = List.copyOf(watched);
    }

    /**
     * The URLs of all launchers there are now, the usual one among them even where every profile names its own: pods that
     * somebody else makes, such as KEDA, prove themselves where we would launch.
     *
     * @param usual the launcher of profiles that name none
     */
    Set<String> launchers(String usual) {
        return Stream.concat(
                        Stream.of(usual),
                        profiles.get().all().stream().flatMap(profile -> profile.launching().launcher().stream()))
                .collect(Collectors.toSet());
    }

    /** From files that are watched. */
    public static Inputs of(WatchedFile<BotsFile> bots, WatchedFile<KeysFile> keys, SealKeys seal) {
        return new Inputs(() -> bots.get().profiles(), keys, seal, List.of(bots, keys));
    }

    /** From a bots file that is watched; nobody has a key. */
    public static Inputs of(WatchedFile<BotsFile> bots, SealKeys seal) {
        return new Inputs(() -> bots.get().profiles(), () -> KeysFile.EMPTY, seal, List.of(bots));
    }
}
