package dev.botrunner.cli.client;

import dev.botrunner.cli.Surroundings;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Call;
import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.show.QueueTable;
import dev.botrunner.session.Json;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code queue}: who waits. */
@Command(
        name = "queue",
        description = "What waits and what is in flight, by bot.",
        footer = {"", "Example:", "  botrunner queue"})
public final class QueueCommand extends ClientCommand {

    public QueueCommand(Surroundings around) {
        super(around);
    }

    @Override
    protected int run(ApiClient client) throws Unreachable, Refused {
        Json.Obj document = client.call(Call.get("/v1/queue")).document();
        if (api.isJson()) {
            screen.line(document.text());
            return DONE;
        }
        List<String> lines = QueueTable.lines(document, screen.ink());
        if (lines.isEmpty()) {
            screen.note("Nothing waits, and nothing is in flight.");
        }
        screen.lines(lines);
        return DONE;
    }
}
