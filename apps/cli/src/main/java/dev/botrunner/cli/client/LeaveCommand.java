package dev.botrunner.cli.client;

import dev.botrunner.cli.Surroundings;
import dev.botrunner.cli.api.Answer;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Call;
import dev.botrunner.cli.api.Paths;
import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.show.Plain;
import dev.botrunner.cli.show.SessionText;
import dev.botrunner.session.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leave}: calls bots out of a room, or ends one session. */
@Command(
        name = "leave",
        description = "Calls the bots out of a room, or ends one session. They say good-bye first.",
        footer = {
            "",
            "Examples:",
            "  botrunner leave https://rooms.example/a",
            "  botrunner leave https://rooms.example/a --bot echo",
            "  botrunner leave --session 01k…"
        })
public final class LeaveCommand extends ClientCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "ROOM", description = "All of your sessions in this room.")
    private @Nullable String room;

    @Option(names = "--bot", paramLabel = "NAME", description = "Only this bot's sessions in the room.")
    private @Nullable String bot;

    @Option(names = "--session", paramLabel = "ID", description = "This session.")
    private @Nullable String session;

    public LeaveCommand(Surroundings around) {
        super(around);
    }

    @Override
    protected int run(ApiClient client) throws Unreachable, Refused {
        String id = session;
        String place = room;
        if (id != null && place == null && bot == null) {
            return ofSession(client, id);
        }
        if (id == null && place != null) {
            return ofRoom(client, place);
        }
        throw usage("Name a room, or one session with --session ID");
    }

    private int ofSession(ApiClient client, String id) throws Unreachable, Refused {
        Answer answer = client.call(Call.of("DELETE", Paths.session(id, "").text()));
        Json.Obj document = answer.document();
        if (api.isJson()) {
            screen.line(document.text());
        } else if (answer.status() == 200) {
            screen.line(Plain.text(id) + "  had ended: " + SessionText.endWord(document));
        } else {
            screen.line(Plain.text(id) + "  " + SessionText.state(document, screen.ink()));
        }
        return DONE;
    }

    private int ofRoom(ApiClient client, String url) throws Unreachable, Refused {
        Json.Obj body = Json.obj()
                .put("room_url", url)
                .putTextIfPresent("bot", Optional.ofNullable(bot))
                .build();
        Json.Obj document = client.call(Call.of("POST", "/v1/leave").with(body)).document();
        if (api.isJson()) {
            screen.line(document.text());
            return DONE;
        }
        List<Json> ids = document.itemsAt("sessions").orElse(List.of());
        for (Json id : ids) {
            screen.line(Plain.text(id.asText().orElse(id.text())) + "  leaves");
        }
        return DONE;
    }
}
