package dev.botrunner.cli.dev;

import dev.botrunner.files.BotsFile;
import dev.botrunner.files.WatchedFile;
import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;
import dev.botrunner.run.BotProvider;
import dev.botrunner.runner.bots.BotShelf;
import dev.botrunner.session.BotName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The bots of {@code dev}: those that jars bring along, and those of a file. Changes of the file count while it runs. */
final class DevBots {

    /** The first of these that there is, is sent where nobody says which. */
    private static final List<BotName> USUAL = List.of(new BotName("chat"), new BotName("echo"));

    private final Profiles builtIn;
    private final Optional<WatchedFile<BotsFile>> file;
    private final Consumer<String> notes;
    private final AtomicReference<Merged> merged;

    /**
     * @param from the version of the file that it was made of
     * @param runnable those that can be run here
     */
    private record Merged(Optional<BotsFile> from, Profiles all, Set<BotName> runnable) {}

    private DevBots(Optional<WatchedFile<BotsFile>> file, Consumer<String> notes) {
        this.file = file;
        this.notes = notes;
        this.builtIn = builtIn();
        this.merged = new AtomicReference<>(new Merged(Optional.empty(), builtIn, BotShelf.names(Optional.empty())));
    }

    /**
     * @throws dev.botrunner.files.FaultyFile naming all that is wrong in the file
     * @param notes told what people should know of a changed file
     */
    static DevBots of(Optional<Path> path, Consumer<String> notes) {
        return new DevBots(path.map(file -> WatchedFile.open(file, BotsFile::parse)), notes);
    }

    /** Those that can be run here. */
    Supplier<Set<BotName>> runnable() {
        return () -> now().runnable();
    }

    List<WatchedFile<?>> watched() {
        return file.<List<WatchedFile<?>>>map(List::of).orElse(List.of());
    }

    Supplier<Profiles> profiles() {
        return () -> now().all();
    }

    /** The same object until the file changes. */
    @SuppressWarnings("ReferenceEquality") // a file that was read anew is another object
    private Merged now() {
        Merged known = merged.get();
        if (file.isEmpty()) {
            return known;
        }
        BotsFile current = file.get().get();
        if (known.from().filter(from -> from == current).isPresent()) {
            return known;
        }
        Set<BotName> runnable = BotShelf.names(Optional.of(current));
        var next =
                new Merged(Optional.of(current), builtIn.with(current.profiles().among(runnable)), runnable);
        if (merged.compareAndSet(known, next)) {
            missing(next)
                    .forEach(bot -> notes.accept("The bots file names " + bot
                            + ", which this dev cannot run: see that the bot has exec or java."));
            return next;
        }
        return merged.get();
    }

    private static List<BotName> missing(Merged merged) {
        return merged.from().stream()
                .flatMap(file -> file.profiles().all().stream())
                .map(Profile::bot)
                .filter(bot -> !merged.runnable().contains(bot))
                .toList();
    }

    private static Profiles builtIn() {
        var names = new ArrayList<BotName>();
        ServiceLoader.load(BotProvider.class).forEach(provider -> names.add(provider.name()));
        names.sort(Comparator.comparing(BotName::name));
        return Profiles.of(
                USUAL.stream().filter(names::contains).findFirst(),
                names.stream().map(Profile::named).toList());
    }
}
