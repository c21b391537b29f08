package dev.botrunner.cli.client;

import dev.botrunner.cli.Surroundings;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Call;
import dev.botrunner.cli.api.Paths;
import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.show.Explanation;
import dev.botrunner.session.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain ID}: where a session's time went, how it ended, and what to do. */
@Command(
        name = "explain",
        description = "Where a session's time went, how it ended, and what to do about it.",
        footer = {"", "Example:", "  botrunner explain 01k…"})
public final class ExplainCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The session's id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String session;

    public ExplainCommand(Surroundings around) {
        super(around);
    }

    @Override
    protected int run(ApiClient client) throws Unreachable, Refused {
        Json.Obj document =
                client.call(Call.get(Paths.session(session, "").text())).document();
        if (api.isJson()) {
            screen.line(document.text());
        } else {
            screen.lines(new Explanation(screen.ink(), screen.clock().instant()).of(document));
        }
        return DONE;
    }
}
