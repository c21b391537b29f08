package dev.botrunner.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Ticker;
import dev.botrunner.run.ExitCode;
import dev.botrunner.runner.bots.BotShelf;
import dev.botrunner.runner.child.FolderLock;
import dev.botrunner.runner.link.HttpWay;
import dev.botrunner.session.Ticket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a worker's child begins: it reads one ticket from its standard input, runs that session, and ends. It may have
 * been started long before, to be warm; the end of the input before a ticket means that it is not wanted. Spares what
 * takes time to start: there are no flags, the environment says all.
 */
public final class ChildMain {

    /** Set to anything: warms up, says {@value #READY}, and waits. */
    public static final String WARM = "BOTRUNNER_CHILD_WARM";

    public static final String READY = "ready";

    private ChildMain() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        Map<String, String> environment = System.getenv();
        // held until the process ends: no other worker takes its temporary folder for a dead one's
        Optional<FolderLock> alive = FolderLock.take(Path.of(System.getProperty("java.io.tmpdir")));
        var way = new HttpWay(URI.create(environment.getOrDefault("BOTRUNNER_LINK_URL", "")));
        var shelf = new LazyShelf(environment);
        if (environment.containsKey(WARM)) {
            new WarmUp(way, shelf).run();
            System.out.println(READY);
        }
        // whoever reads our output may be gone long before us
        System.setOut(System.err);
        var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        Optional<String> ticket = Optional.ofNullable(input.readLine()).filter(line -> !line.isEmpty());
        ExitCode code = ticket.isEmpty()
                ? ExitCode.DONE
                : new LinkedRun(way, Instances.fresh("runner"), Ticker.system())
                        .run(new Ticket(ticket.get()), shelf::get, environment, List.of());
        System.err.flush();
        alive.ifPresent(FolderLock::close);
        Runtime.getRuntime().halt(code.number());
    }

    /** Read ahead by a warm child, and again if the file has changed since. */
    static final class LazyShelf {
        private final Map<String, String> environment;
        private Optional<Held> held = Optional.empty();

        private record Held(BotShelf shelf, Object stamp) {}

        LazyShelf(Map<String, String> environment) {
            this.environment = environment;
        }

        BotShelf get() {
            Object stamp = ShelfSettings.stamp(environment);
            if (held.isEmpty() || !held.get().stamp().equals(stamp)) {
                held = Optional.of(new Held(ShelfSettings.open(environment), stamp));
            }
            return held.get().shelf();
        }
    }
}
