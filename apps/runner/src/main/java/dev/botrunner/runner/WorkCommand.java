package dev.botrunner.runner;

import dev.botrunner.files.DurationText;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Signals;
import dev.botrunner.loop.Ticker;
import dev.botrunner.run.ExitCode;
import dev.botrunner.runner.bots.BotShelf;
import dev.botrunner.runner.bots.LiveNames;
import dev.botrunner.runner.child.JavaCommand;
import dev.botrunner.runner.child.WorkHost;
import dev.botrunner.runner.link.HttpWay;
import dev.botrunner.runner.link.HttpWorkerLink;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Instance;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code runner work}: sessions from the queue, each in a process of its own. */
@Command(
        name = "work",
        description = "Takes sessions from the queue and starts a process for each.",
        exitCodeOnInvalidInput = 20,
        exitCodeOnExecutionException = 1,
        sortOptions = false,
        footer = {
            "",
            "  botrunner runner work --link-url http://127.0.0.1:8082 --bots bots.yaml",
            "SIGTERM: takes nothing more and waits for its sessions. A second one: asks them to leave."
        })
public final class WorkCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(WorkCommand.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** Of a bot that no file says anything of. */
    private static final Duration GOOD_BYE = Duration.ofSeconds(20);

    /** What a child may take beyond its good-bye to tell its end. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--link-url",
            paramLabel = "URL",
            description = "The control server's link. Default: BOTRUNNER_LINK_URL.")
    private @Nullable String linkUrl;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A key with scope work. Default: the file that BOTRUNNER_TICKET_FILE names.")
    private @Nullable Path keyFile;

    @Option(
            names = "--bots",
            paramLabel = "FILE",
            description = "The bots file. Default: /etc/botrunner/bots.yaml, where it is there.")
    private @Nullable Path bots;

    @Option(
            names = "--bot",
            paramLabel = "NAME",
            description = "Takes sessions of this bot only; may be repeated. Default: all that it can run.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--secrets-dir", paramLabel = "DIR", description = "What secrets_from names lies here.")
    private @Nullable Path secrets;

    @Option(names = "--slots", paramLabel = "N", description = "Sessions at once. Default: 4 for each core.")
    private @Nullable String slots;

    @Option(
            names = "--warm",
            paramLabel = "N",
            defaultValue = "2",
            description = "Children that wait, started in advance. Default: ${DEFAULT-VALUE}.")
    private String warm = "2";

    @Option(
            names = "--warm-pause",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "How long nothing must have been started before a warm child is. Default: ${DEFAULT-VALUE}.")
    private String warmPause = "1s";

    @Option(names = "--once", description = "Runs one session in this process, then exits.")
    private boolean once;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "20s",
            description = "With --once: how long to wait for work, or forever. Default: ${DEFAULT-VALUE}.")
    private String wait = "20s";

    @Option(
            names = "--drain",
            paramLabel = "DURATION",
            defaultValue = "forever",
            description = "How long a stop waits for the sessions that run. Default: as long as they last.")
    private String drain = "forever";

    @Option(
            names = "--java-option",
            paramLabel = "OPTION",
            description = "An option for the JVM of each child, for example -Xmx512m; may be repeated.")
    private List<String> javaOptions = new ArrayList<>();

    /** Told with all other faults. */
    @Unmatched
    private List<String> unknown = new ArrayList<>();

    @Mixin
    private SettingsFile settings = new SettingsFile();

    @Override
    public Integer call() throws InterruptedException {
        var faults = new ArrayList<String>(settings.faults(unknown));
        Optional<URI> link = link(faults);
        Duration pause = duration("--warm-pause", warmPause, faults).orElse(Duration.ZERO);
        Optional<Duration> patience = orForever("--wait", wait, faults);
        Optional<Duration> draining = orForever("--drain", drain, faults);
        int places =
                slots == null ? 4 * Runtime.getRuntime().availableProcessors() : number("--slots", slots, 1, faults);
        int waiting = number("--warm", warm, 0, faults);
        Optional<BotShelf> shelf = shelf(faults);
        if (shelf.isPresent() && shelf.get().names().stream().noneMatch(this::isWanted)) {
            faults.add("--bots: no bot of the file can be run here; a bot needs exec or java");
        }
        if (!faults.isEmpty()) {
            return told(faults);
        }
        settings.warn(Objects.requireNonNull(spec).commandLine().getErr());
        Instance me = Instances.fresh("worker");
        var way = new HttpWay(link.orElseThrow());
        WorkerLink worker =
                new HttpWorkerLink(way, bearer(Optional.ofNullable(keyFile).or(WorkCommand::ownToken)));
        var command = new JavaCommand(link.get(), Optional.ofNullable(bots), Optional.ofNullable(secrets), javaOptions);
        try (var names = LiveNames.of(shelf.orElseThrow(), this::isWanted)) {
            if (once) {
                Optional<Path> own = keyFile == null ? ownToken() : Optional.empty();
                return new OnceWorker(way, worker, me, bearer(own), Ticker.system())
                        .run(names.get(), patience, shelf::orElseThrow)
                        .number();
            }
            var settings = new WorkHost.Settings(me, names, places, waiting, pause);
            return work(
                    settings,
                    command,
                    worker,
                    draining,
                    () -> names.longestGoodBye().orElse(GOOD_BYE).plus(MARGIN));
        }
    }

    private static int work(
            WorkHost.Settings settings,
            JavaCommand command,
            WorkerLink link,
            Optional<Duration> draining,
            Supplier<Duration> goodBye)
            throws InterruptedException {
        LOG.atInfo()
                .setMessage("A worker takes sessions")
                .addKeyValue("bots", settings.bots().get())
                .addKeyValue("slots", settings.slots())
                .addKeyValue("warm", settings.warm())
                .log();
        try (var host = WorkHost.start(settings, command, link, Ticker.system())) {
            var stop = new WorkerStop(host, draining, goodBye, Ticker.system());
            Signals.listen(Signals.LEAVE, _ -> stop.asked());
            while (!host.join(LOOK_AGAIN)) {
                stop.keepTime();
            }
            return ExitCode.DONE.number();
        }
    }

    private Optional<URI> link(List<String> faults) {
        try {
            String given = linkUrl == null ? Environment.read().get("BOTRUNNER_LINK_URL") : linkUrl;
            if (given != null) {
                URI url = URI.create(given);
                new HttpWay(url).close();
                return Optional.of(url);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        faults.add("--link-url: expected http://host:port or https://host:port of the control server's link");
        return Optional.empty();
    }

    private Optional<BotShelf> shelf(List<String> faults) {
        try {
            return Optional.of(BotShelf.open(
                    bots == null ? ShelfSettings.DEFAULT_BOTS : bots, bots != null, Optional.ofNullable(secrets)));
        } catch (DependencyException e) {
            faults.add(e.failure().detail());
            return Optional.empty();
        }
    }

    private boolean isWanted(BotName bot) {
        return only.isEmpty() || only.contains(bot.name());
    }

    /** What a pod proves itself with. */
    private static Optional<Path> ownToken() {
        return Optional.ofNullable(Environment.read().get("BOTRUNNER_TICKET_FILE"))
                .map(Path::of);
    }

    /** Read anew for each call: keys change, and a pod's token is renewed. */
    private static Supplier<Optional<String>> bearer(Optional<Path> file) {
        return () -> file.flatMap(path -> {
            try {
                return Optional.of(Files.readString(path).strip());
            } catch (IOException e) {
                LOG.atWarn()
                        .setMessage("The file with the key or token cannot be read")
                        .addKeyValue("file", path)
                        .log();
                return Optional.empty();
            }
        });
    }

    /** Read here and not by picocli, which stops at the first that is no number. */
    private static int number(String flag, String text, int least, List<String> faults) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        faults.add(flag + ": expected a number of at least " + least);
        return least;
    }

    private static Optional<Duration> orForever(String flag, String text, List<String> faults) {
        return text.equals("forever") ? Optional.empty() : duration(flag, text, faults);
    }

    private static Optional<Duration> duration(String flag, String text, List<String> faults) {
        Optional<Duration> duration = DurationText.parse(text);
        if (duration.isEmpty()) {
            faults.add(flag + ": expected a duration like 20s, 5m or 2h");
        }
        return duration;
    }

    private int told(List<String> faults) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        faults.forEach(err::println);
        err.flush();
        return ExitCode.WRONG_CONFIGURATION.number();
    }
}
