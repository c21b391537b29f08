package dev.botrunner.cli.client;

import dev.botrunner.cli.Surroundings;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Paths;
import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.show.EventLine;
import dev.botrunner.cli.stream.EventStream;
import dev.botrunner.cli.stream.Pause;
import dev.botrunner.cli.stream.StreamPlan;
import dev.botrunner.cli.stream.StreamPlan.Until;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code events}: what happens, as it happens. */
@Command(
        name = "events",
        description = {
            "What happens, as it happens: of one session from its first event, or of all from now on.",
            "Goes on where it was when the connection breaks, and says so. Notices go to standard error."
        },
        footer = {
            "",
            "Examples:",
            "  botrunner events --session 01k… --follow",
            "  botrunner events --type 'bot.session.*'",
            "  botrunner events --session 01k… --json | jq .type"
        })
public final class EventsCommand extends ClientCommand {

    @Option(names = "--session", paramLabel = "ID", description = "Of this session only, from its first event.")
    private @Nullable String session;

    @Option(
            names = "--follow",
            description = "Goes on until the session has ended. Without it a session's events so far are printed; "
                    + "without --session it always goes on.")
    private boolean follow;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only events of this type, or of a prefix such as bot.session.*. May repeat.")
    private List<String> types = List.of();

    @Option(names = "--bot", paramLabel = "NAME", description = "Only events of this bot's sessions. May repeat.")
    private List<String> bots = List.of();

    @Option(names = "--since", paramLabel = "CURSOR", description = "Goes on behind this cursor (an id of the stream).")
    private @Nullable String since;

    private final Pause pause;

    public EventsCommand(Surroundings around, Pause pause) {
        super(around);
        this.pause = pause;
    }

    @Override
    protected int run(ApiClient client) throws Unreachable, Refused, InterruptedException {
        String one = session;
        if (one != null && !bots.isEmpty()) {
            throw usage("--bot chooses among sessions: it cannot stand beside --session");
        }
        var whose = one == null ? EventLine.Whose.MANY_SESSIONS : EventLine.Whose.ONE_SESSION;
        // A session's stream knows no filter of types: they are left out here.
        var printer = new EventPrinter(
                screen, EventPrinter.form(screen, api.isJson(), whose), one == null ? List.of() : types);
        var stream = new EventStream(client, one == null ? ofAll() : ofSession(one), printer, pause);
        return switch (stream.run()) {
            case SESSION_ENDED, QUIET, ENOUGH -> DONE;
            case UNAUTHORIZED -> {
                screen.note("The key is not known any more, or has lost the scope events.");
                yield REFUSED;
            }
        };
    }

    private StreamPlan ofSession(String id) {
        return StreamPlan.following(
                Paths.session(id, "/events").text(),
                Optional.ofNullable(since),
                follow ? Until.SESSION_END : Until.QUIET);
    }

    private StreamPlan ofAll() {
        return StreamPlan.following(
                Paths.of("/v1/events").with("type", types).with("bot", bots).text(),
                Optional.ofNullable(since),
                Until.STOPPED);
    }
}
