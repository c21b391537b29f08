package dev.botrunner.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.cli.Surroundings;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Call;
import dev.botrunner.cli.api.Paths;
import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.show.Plain;
import dev.botrunner.session.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code message}: says something to the bot of a session. */
@Command(
        name = "message",
        description = "Sends a message to the bot of a session. It gets them in order, each at least once.",
        footer = {
            "",
            "Examples:",
            "  botrunner message 01k… say '{\"text\": \"hello\"}'",
            "  botrunner message 01k… context @context.json"
        })
public final class MessageCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "SESSION", description = "The session's id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String session;

    @Parameters(index = "1", paramLabel = "TYPE", description = "What kind of message: a word that the bot knows.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String type;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "DATA",
            description = "A JSON object, or @FILE, or @- for standard input (default: {}).")
    private @Nullable String data;

    public MessageCommand(Surroundings around) {
        super(around);
    }

    @Override
    protected int run(ApiClient client) throws Unreachable, Refused {
        Json.Obj body = Json.obj().put("type", type).put("data", data()).build();
        Json.Obj document = client.call(
                        Call.of("POST", Paths.session(session, "/messages").text())
                                .with(body))
                .document();
        screen.line(
                api.isJson()
                        ? document.text()
                        : "message " + Plain.text(document.textAt("message_id").orElse("?")) + " is on its way");
        return DONE;
    }

    private Json.Obj data() {
        String text = data;
        if (text == null) {
            return Json.Obj.EMPTY;
        }
        return text.startsWith("@")
                ? new Given(around.in()).object("DATA", text.substring(1))
                : Given.object("DATA", text.getBytes(UTF_8));
    }
}
