package dev.botrunner.runner;

import dev.botrunner.files.BotsFile;
import dev.botrunner.join.Profile;
import dev.botrunner.loop.Ticker;
import dev.botrunner.run.Bot;
import dev.botrunner.run.ExitCode;
import dev.botrunner.runner.bots.BotShelf;
import dev.botrunner.runner.link.HttpWay;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.EnvironmentFault;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SpecEnvironment;
import dev.botrunner.session.Ticket;
import dev.botrunner.session.Ulid;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What {@code runner run} does once its flags have been read: one session, from its variables or from a ticket. Knows
 * nothing of flags, whose library takes longer to start than all of the rest.
 */
final class EnvironmentRun {

    private final Optional<Path> bots;
    private final Optional<Path> secrets;
    private final Consumer<String> tell;

    /**
     * @param bots the bots file; absent: the usual one, where it is there
     * @param secrets {@code --secrets-dir}
     * @param tell takes a line for each fault
     */
    EnvironmentRun(Optional<Path> bots, Optional<Path> secrets, Consumer<String> tell) {
        this.bots = bots;
        this.secrets = secrets;
        this.tell = tell;
    }

    ExitCode run(Map<String, String> environment) throws InterruptedException {
        try {
            return environment.containsKey("BOTRUNNER_LINK_URL") ? linked(environment) : alone(environment);
        } catch (DependencyException e) {
            return wrong(e.failure().detail());
        }
    }

    private BotShelf shelf() {
        return BotShelf.open(bots.orElse(ShelfSettings.DEFAULT_BOTS), bots.isPresent(), secrets);
    }

    private ExitCode linked(Map<String, String> environment) throws InterruptedException {
        HttpWay way;
        try {
            way = new HttpWay(URI.create(environment.getOrDefault("BOTRUNNER_LINK_URL", "")));
        } catch (IllegalArgumentException e) {
            return wrong("BOTRUNNER_LINK_URL: expected http://host:port or https://host:port");
        }
        Optional<String> ticket = Optional.ofNullable(environment.get("BOTRUNNER_TICKET"));
        Optional<String> file = Optional.ofNullable(environment.get("BOTRUNNER_TICKET_FILE"));
        if (ticket.isPresent() == file.isPresent()) {
            return wrong("BOTRUNNER_TICKET: expected either itself or BOTRUNNER_TICKET_FILE");
        }
        if (file.isPresent()) {
            try {
                ticket = Optional.of(Files.readString(Path.of(file.get())).strip());
            } catch (IOException e) {
                return wrong("BOTRUNNER_TICKET_FILE: the file cannot be read");
            }
        }
        if (!ticket.get().chars().allMatch(c -> c > ' ' && c <= '~')
                || ticket.get().isEmpty()) {
            return wrong("BOTRUNNER_TICKET: expected visible ASCII characters");
        }
        return new LinkedRun(way, Instances.fresh("runner"), Ticker.system())
                .run(new Ticket(ticket.get()), this::shelf, environment, assets(environment));
    }

    private ExitCode alone(Map<String, String> environment) throws InterruptedException {
        BotShelf shelf = shelf();
        return switch (SpecEnvironment.read(environment, given(shelf, environment))) {
            case SpecEnvironment.Reading.Faulty(List<EnvironmentFault> faults) -> {
                faults.forEach(fault -> tell.accept(fault.toString()));
                yield ExitCode.WRONG_CONFIGURATION;
            }
            case SpecEnvironment.Reading.Complete(Assignment assignment) ->
                new OneSession(Instances.fresh("runner"), Ticker.system())
                        .alone(
                                assignment,
                                DirectEvents.of(environment, assignment.spec(), Ticker.system())
                                        .orElseGet(JsonLinesOutlet::standardOutput),
                                () -> opened(shelf, assignment.spec().bot(), environment));
        };
    }

    /** Its end says why, and so does a line for whoever looks at the process alone. */
    private Bot opened(BotShelf shelf, BotName bot, Map<String, String> environment) {
        try {
            return shelf.open(bot, environment, true);
        } catch (DependencyException e) {
            boolean known = shelf.names().contains(bot);
            tell.accept(
                    known ? e.failure().detail() : "BOT_NAME: this runner has no such bot; it has " + shelf.names());
            throw e;
        }
    }

    private static SpecEnvironment.Given given(BotShelf shelf, Map<String, String> environment) {
        Instant now = Instant.now();
        Optional<Profile> named = Optional.ofNullable(environment.get("BOT_NAME"))
                .flatMap(name -> shelf.file().flatMap(file -> profile(file, name)));
        Optional<Profile> profile =
                named.or(() -> shelf.file().flatMap(file -> file.profiles().fallback()));
        List<String> own = assets(environment);
        return new SpecEnvironment.Given(
                new SessionId(Ulid.of(now.toEpochMilli(), new SecureRandom())),
                profile.map(Profile::bot),
                profile.map(p -> p.terms().maxDuration()).orElse(Profile.DEFAULT_TERMS.maxDuration()),
                profile.map(p -> p.terms().goodBye()).orElse(Profile.DEFAULT_TERMS.goodBye()),
                own.isEmpty() ? profile.map(p -> p.supply().assets()).orElse(List.of()) : own,
                now);
    }

    private static Optional<Profile> profile(BotsFile file, String name) {
        return file.profiles().all().stream()
                .filter(profile -> profile.bot().name().equals(name))
                .findFirst();
    }

    private static List<String> assets(Map<String, String> environment) {
        String list = environment.getOrDefault("BOTRUNNER_ASSETS", "");
        return list.isBlank() ? List.of() : List.of(list.split(","));
    }

    private ExitCode wrong(String line) {
        tell.accept(line);
        return ExitCode.WRONG_CONFIGURATION;
    }
}
