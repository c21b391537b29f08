package dev.botrunner.cli.client;

import dev.botrunner.cli.Surroundings;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Call;
import dev.botrunner.cli.api.Paths;
import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.show.Ages;
import dev.botrunner.cli.show.SessionText;
import dev.botrunner.cli.show.Table;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sessions}: what there is. */
@Command(
        name = "sessions",
        description = "Your sessions, newest first; ended ones for 72 hours.",
        footer = {
            "",
            "Examples:",
            "  botrunner sessions --state queued --state starting",
            "  botrunner sessions --bot echo --label team=a --all --json"
        })
public final class SessionsCommand extends ClientCommand {

    private static final int LARGEST_PAGE = 500;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only these: queued, starting, running, joined, ending, ended. May repeat.")
    private List<String> states = List.of();

    @Option(names = "--bot", paramLabel = "NAME", description = "Only of this bot. May repeat.")
    private List<String> bots = List.of();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Only with this label. May repeat: all of them.")
    private List<String> labels = List.of();

    @Option(names = "--room", paramLabel = "URL", description = "Only in this room.")
    private @Nullable String room;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: 50).")
    private int limit = 50;

    @Option(names = "--all", description = "All there are.")
    private boolean all;

    public SessionsCommand(Surroundings around) {
        super(around);
    }

    @Override
    protected int run(ApiClient client) throws Unreachable, Refused {
        if (limit < 1) {
            throw usage("--limit " + limit + ": expected 1 or more");
        }
        var found = new ArrayList<Json>();
        Optional<String> next = Optional.empty();
        do {
            Json.Obj page = client.call(Call.get(path(next, found.size()))).document();
            found.addAll(page.itemsAt("sessions").orElse(List.of()));
            next = page.textAt("next");
        } while (next.isPresent() && (all || found.size() < limit));
        if (api.isJson()) {
            screen.line(Json.obj()
                    .put("sessions", Json.arr(found))
                    .putTextOrNull("next", next)
                    .build()
                    .text());
        } else {
            show(found, next.isPresent());
        }
        return DONE;
    }

    private String path(Optional<String> after, int had) {
        int page = all ? LARGEST_PAGE : Math.min(limit - had, LARGEST_PAGE);
        return Paths.of("/v1/sessions")
                .with("state", states)
                .with("bot", bots)
                .with("label", labels.stream().map(this::label).toList())
                .with("room_url", Optional.ofNullable(room))
                .with("limit", Integer.toString(page))
                .with("after", after)
                .text();
    }

    // As join takes them; the API says key:value.
    private String label(String given) {
        int equals = given.indexOf('=');
        if (equals < 1) {
            throw usage("--label " + given + ": expected KEY=VALUE");
        }
        return given.substring(0, equals) + ":" + given.substring(equals + 1);
    }

    private void show(List<Json> sessions, boolean more) {
        if (sessions.isEmpty()) {
            screen.note("No sessions.");
            return;
        }
        var now = screen.clock().instant();
        var table = new Table("SESSION", "STATE", "BOT", "AGE", "TRY", "ROOM", "END")
                .right(3, 4)
                .look(1, (cell, padded) -> screen.ink().paint(SessionText.colourOf(cell), padded));
        for (Json item : sessions) {
            Json.Obj session = item.asObj().orElse(Json.Obj.EMPTY);
            table.row(
                    session.textAt("session_id").orElse("?"),
                    SessionText.stateWord(session),
                    session.textAt("bot").orElse("?"),
                    Ages.since(session.textAt("created_at"), now),
                    session.integerAt("attempt").isPresent()
                            ? Long.toString(session.integerAt("attempt").getAsLong())
                            : "-",
                    session.textAt("room_url").orElse("?"),
                    SessionText.endWord(session));
        }
        screen.lines(table.lines(screen.ink()));
        if (more) {
            screen.note("There are more: --limit N, or --all.");
        }
    }
}
