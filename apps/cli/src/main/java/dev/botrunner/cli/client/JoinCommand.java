package dev.botrunner.cli.client;

import dev.botrunner.cli.Surroundings;
import dev.botrunner.cli.api.Answer;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Call;
import dev.botrunner.cli.api.Paths;
import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.show.EventLine;
import dev.botrunner.cli.show.SessionText;
import dev.botrunner.cli.stream.EventStream;
import dev.botrunner.cli.stream.Pause;
import dev.botrunner.cli.stream.StreamPlan;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code join ROOM}: sends a bot into a room. */
@Command(
        name = "join",
        description = {"Sends a bot into a room. Prints the session, which may still have to wait for its turn."},
        footer = {
            "",
            "Examples:",
            "  botrunner join https://rooms.example/a --bot echo --watch",
            "  botrunner join wss://rooms.example/b --wait 30 --room-token-file token.txt --label team=a",
            "  MODEL_KEY=… botrunner join https://rooms.example/c --secret MODEL_KEY --personality persona.json"
        })
public final class JoinCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "ROOM", description = "The room's URL.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String room;

    @Option(names = "--bot", paramLabel = "NAME", description = "Which bot (default: the server's default).")
    private @Nullable String bot;

    @Option(
            names = "--room-token-file",
            paramLabel = "FILE",
            description = "What the room asks for at its door: a file, or - for standard input.")
    private @Nullable String roomTokenFile;

    @Mixin
    private PersonaOptions persona = new PersonaOptions();

    @Mixin
    private TermOptions terms = new TermOptions();

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "The same key with the same request is the same session (default: a new one each time).")
    private @Nullable String idempotencyKey;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "Waits until it has joined or ended, at most so long (60 at most).")
    private @Nullable Integer wait;

    @Option(names = "--watch", description = "Follows its events to the end.")
    private boolean watch;

    private final Pause pause;

    public JoinCommand(Surroundings around, Pause pause) {
        super(around);
        this.pause = pause;
    }

    @Override
    protected int run(ApiClient client) throws Unreachable, Refused, InterruptedException {
        String key = idempotencyKey == null ? newKey() : idempotencyKey;
        Answer answer = asked(client, call(key), key);
        Json.Obj session = answer.document();
        if (api.isJson()) {
            screen.line(session.text());
        } else {
            screen.lines(SessionText.joined(session, screen.ink()));
        }
        String id = session.textAt("session_id")
                .orElseThrow(() -> new Unreachable("The answer names no session: is this a Botrunner control server?"));
        return watch ? watched(client, id) : DONE;
    }

    private Answer asked(ApiClient client, Call call, String key) throws Unreachable, Refused {
        try {
            return client.call(call);
        } catch (Refused refused) {
            if (refused.code().equals("outcome_unknown")) {
                screen.note("Whether it was accepted is not known. To find out, repeat the command with"
                        + " --idempotency-key " + key);
            }
            throw refused;
        }
    }

    private Call call(String key) {
        Call call = Call.of("POST", "/v1/join").with(body()).with("Idempotency-Key", key);
        if (wait == null) {
            return call;
        }
        if (wait < 0) {
            throw usage("--wait " + wait + ": expected 0 to 60 seconds");
        }
        int seconds = Math.min(wait, 60);
        return call.with("Prefer", "wait=" + seconds).longerBy(Duration.ofSeconds(seconds));
    }

    private Json.Obj body() {
        var given = new Given(around.in());
        JsonBuilder body =
                Json.obj().putTextIfPresent("bot", Optional.ofNullable(bot)).put("room_url", room);
        if (roomTokenFile != null) {
            body.put("room_token", given.text("--room-token-file", roomTokenFile));
        }
        persona.addTo(body, given, around.environment());
        terms.addTo(body);
        return body.build();
    }

    private int watched(ApiClient client, String id) throws Unreachable, Refused, InterruptedException {
        var printer = new EventPrinter(
                screen, EventPrinter.form(screen, api.isJson(), EventLine.Whose.ONE_SESSION), List.of());
        var plan = StreamPlan.following(
                Paths.session(id, "/events").text(), Optional.empty(), StreamPlan.Until.SESSION_END);
        return switch (new EventStream(client, plan, printer, pause).run()) {
            case SESSION_ENDED, QUIET, ENOUGH -> DONE;
            case UNAUTHORIZED -> REFUSED;
        };
    }

    private static String newKey() {
        byte[] random = new byte[16];
        RandomGenerator.getDefault().nextBytes(random);
        return "cli-" + HexFormat.of().formatHex(random);
    }
}
