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

/**
 * The bots of {@code dev}: those that jars bring along, and those of a file. Changes of the file count while it runs,
 * except that a bot that was not there at the start is not taken: no worker would ask for its sessions.
 */
final class DevBots {

    private static final BotName USUAL = new BotName("echo");

    private final Profiles builtIn;
    private final Optional<WatchedFile<BotsFile>> file;
    private final Set<BotName> runnable;
    private final Consumer<String> notes;
    private final AtomicReference<Merged> merged;

    /** @param from the file's profiles that it was made of */
    private record Merged(Profiles from, Profiles all) {}

    private DevBots(Optional<Path> path, Optional<WatchedFile<BotsFile>> file, Consumer<String> notes) {
        this.file = file;
        this.notes = notes;
        this.runnable = BotShelf.open(path.orElse(Path.of("bots.yaml")), path.isPresent(), Optional.empty())
                .names();
        this.builtIn = builtIn();
        Profiles none = Profiles.of();
        this.merged = new AtomicReference<>(new Merged(none, builtIn));
    }

    /**
     * @throws dev.botrunner.files.FaultyFile naming all that is wrong in the file
     * @param notes told what people should know of a changed file
     */
    static DevBots of(Optional<Path> path, Consumer<String> notes) {
        return new DevBots(path, path.map(file -> WatchedFile.open(file, BotsFile::parse)), notes);
    }

    /** Those that can be run here. */
    Set<BotName> runnable() {
        return runnable;
    }

    List<WatchedFile<?>> watched() {
        return file.<List<WatchedFile<?>>>map(List::of).orElse(List.of());
    }

    Supplier<Profiles> profiles() {
        return this::now;
    }

    /** The same object until the file changes. */
    private Profiles now() {
        if (file.isEmpty()) {
            return builtIn;
        }
        Profiles current = file.get().get().profiles();
        Merged known = merged.get();
        if (known.from() == current) {
            return known.all();
        }
        var next = new Merged(current, builtIn.with(current.among(runnable)));
        if (merged.compareAndSet(known, next)) {
            missing(current)
                    .forEach(bot -> notes.accept("The bots file names " + bot
                            + ", which this dev cannot run: start dev again, and see that the bot has exec or java."));
            return next.all();
        }
        return merged.get().all();
    }

    private List<BotName> missing(Profiles all) {
        return all.all().stream()
                .map(Profile::bot)
                .filter(bot -> !runnable.contains(bot))
                .toList();
    }

    private static Profiles builtIn() {
        var names = new ArrayList<BotName>();
        ServiceLoader.load(BotProvider.class).forEach(provider -> names.add(provider.name()));
        names.sort(Comparator.comparing(BotName::name));
        return Profiles.of(
                names.contains(USUAL) ? Optional.of(USUAL) : Optional.empty(),
                names.stream().map(Profile::named).toList());
    }
}
