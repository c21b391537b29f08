package dev.botrunner.runner.bots;

import dev.botrunner.files.BotProgram;
import dev.botrunner.files.BotsFile;
import dev.botrunner.files.FaultyFile;
import dev.botrunner.run.Bot;
import dev.botrunner.run.BotProvider;
import dev.botrunner.run.BotVariables;
import dev.botrunner.run.exec.ExecBot;
import dev.botrunner.run.exec.Program;
import dev.botrunner.run.exec.Surroundings;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** The bots that this machine can run: those of its bots file, and those that jars bring along. */
public final class BotShelf {

    private final Optional<Path> path;
    private final Optional<BotsFile> file;
    private final Optional<Path> secrets;

    private BotShelf(Optional<Path> path, Optional<BotsFile> file, Optional<Path> secrets) {
        this.path = path;
        this.file = file;
        this.secrets = secrets;
    }

    /**
     * @param path of the bots file
     * @param needed whether the file must be there
     * @param secrets {@code --secrets-dir}
     * @throws DependencyException of {@code INVALID_CONFIG}: the file is not there or faulty
     */
    public static BotShelf open(Path path, boolean needed, Optional<Path> secrets) {
        if (!Files.exists(path)) {
            if (needed) {
                throw wrong("There is no bots file " + path);
            }
            return new BotShelf(Optional.empty(), Optional.empty(), secrets);
        }
        try {
            return new BotShelf(Optional.of(path.toAbsolutePath()), Optional.of(BotsFile.read(path)), secrets);
        } catch (FaultyFile faulty) {
            throw wrong(String.valueOf(faulty.getMessage()));
        }
    }

    /** Where its bots file is, where there is one. */
    public Optional<Path> path() {
        return path;
    }

    public Optional<BotsFile> file() {
        return file;
    }

    /** Those that can be asked for. */
    public Set<BotName> names() {
        return names(file);
    }

    /** Those that can be asked for where this is the bots file. */
    public static Set<BotName> names(Optional<BotsFile> file) {
        Set<BotName> names = new TreeSet<>((a, b) -> a.name().compareTo(b.name()));
        file.ifPresent(bots -> bots.programs().values().stream()
                .filter(program -> !(program.start() instanceof BotProgram.Start.ByImage)
                        || provider(program.bot()).isPresent())
                .forEach(program -> names.add(program.bot())));
        ServiceLoader.load(BotProvider.class).forEach(provider -> names.add(provider.name()));
        return names;
    }

    /**
     * A bot for one session.
     *
     * @param environment the runner's own variables
     * @param standsAlone whether its program gets all of them
     * @throws DependencyException of {@code INVALID_CONFIG}
     */
    public Bot open(BotName name, Map<String, String> environment, boolean standsAlone) {
        Optional<BotProgram> program =
                file.flatMap(bots -> Optional.ofNullable(bots.programs().get(name)));
        if (program.isPresent() && program.get().start() instanceof BotProgram.Start.Exec(var command)) {
            boolean atStart = program.get().announce() == BotProgram.Announce.START;
            var surroundings = new Surroundings(environment, standsAlone, secretsFrom(program.get()));
            return new ExecBot(new Program(command, folder(), atStart), surroundings, System.err::println);
        }
        if (program.isPresent() && program.get().start() instanceof BotProgram.Start.JavaClass(String type)) {
            return ofClass(type);
        }
        Map<String, Secret> secretsFrom = program.map(this::secretsFrom).orElse(Map.of());
        return provider(name)
                .map(provider -> provider.open(new BotVariables(environment, secretsFrom)))
                .orElseThrow(() -> wrong("This runner has no bot '" + name + "'; it has " + names()
                        + ". A bot is a profile with exec or java in the bots file, or comes with a jar"));
    }

    private Map<String, Secret> secretsFrom(BotProgram program) {
        if (program.secretsFrom().isEmpty()) {
            return Map.of();
        }
        Path folder = secrets.orElseThrow(() -> wrong(
                "The profile of bot '" + program.bot() + "' has secrets_from: say by --secrets-dir where they are"));
        return SecretsFolder.read(folder, program.secretsFrom());
    }

    private Path folder() {
        Path parent = path.orElseThrow().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private static Optional<BotProvider> provider(BotName name) {
        for (BotProvider provider : ServiceLoader.load(BotProvider.class)) {
            // As texts: the first equals of a record costs a start 10 ms.
            if (provider.name().name().equals(name.name())) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    private static Bot ofClass(String type) {
        try {
            return Class.forName(type).asSubclass(Bot.class).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw wrong("The class " + type + " is not on the class path");
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw wrong("The class " + type + " is no bot: expected one that implements " + Bot.class.getName()
                    + " and has a public constructor without arguments");
        }
    }

    private static DependencyException wrong(String detail) {
        return new DependencyException(new Failure(ErrorCode.INVALID_CONFIG, detail));
    }
}
