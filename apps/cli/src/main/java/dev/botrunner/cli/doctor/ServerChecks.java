package dev.botrunner.cli.doctor;

import dev.botrunner.cli.api.Answer;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Call;
import dev.botrunner.cli.api.OpenAnswer;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.show.Ages;
import dev.botrunner.session.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The control server: whether it answers, whether the clocks agree, and what the key may do. */
final class ServerChecks implements Checks {

    private static final String SUBJECT = "control";
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final ApiClient client;
    private final InstantSource clock;
    private final boolean asked;
    private boolean found;

    /** @param asked somebody named the server: it is a fault where it is not there */
    ServerChecks(ApiClient client, InstantSource clock, boolean asked) {
        this.client = client;
        this.clock = clock;
        this.asked = asked;
    }

    /** Whether it answered; known once it was looked at. */
    boolean isFound() {
        return found;
    }

    @Override
    public List<Finding> look() {
        var findings = new ArrayList<Finding>();
        try {
            Answer bots = client.ask(Call.get("/v1/bots"));
            found = true;
            if (bots.body().flatMap(Json::asObj).isEmpty()) {
                return List.of(Finding.fault(
                        SUBJECT,
                        client.target() + " answers, but not as a Botrunner control server does (status "
                                + bots.status() + ")",
                        "Check --url."));
            }
            findings.add(Finding.good(SUBJECT, client.target() + " answers"));
            skew(bots).ifPresent(findings::add);
            findings.addAll(rights(bots));
        } catch (Unreachable e) {
            findings.add(
                    asked || found
                            ? Finding.fault(SUBJECT, e.sentence(), "Start it, or give its address with --url.")
                            : Finding.note(
                                    SUBJECT,
                                    "none at " + client.target(),
                                    "To have one on this machine: botrunner dev"));
        }
        return findings;
    }

    private Optional<Finding> skew(Answer answer) {
        return answer.header("date").flatMap(ServerChecks::date).map(there -> {
            Duration skew = Duration.between(there, clock.instant()).abs();
            // The header has whole seconds only.
            return skew.compareTo(SKEW) <= 0
                    ? Finding.good("clocks", "this machine and the server agree")
                    : Finding.note(
                            "clocks",
                            "this machine and the server differ by " + Ages.text(skew),
                            "Ages in tables will be wrong; let both follow a time server.");
        });
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private List<Finding> rights(Answer bots) throws Unreachable {
        if (bots.status() == 401) {
            return List.of(Finding.fault(
                    "key",
                    client.target().key().isPresent() ? "the server does not know it" : "the server asks for one",
                    "Give one that stands in the server's keys file: --key-file FILE."));
        }
        var may = new ArrayList<String>();
        var mayNot = new ArrayList<String>();
        (bots.status() == 403 ? mayNot : may).add("read");
        // An empty request does nothing, and is refused for the key before it is for being empty.
        (refusesKey("/v1/join") ? mayNot : may).add("join");
        (refusesKey("/v1/leave") ? mayNot : may).add("stop");
        (refusesEvents() ? mayNot : may).add("events");
        if (mayNot.isEmpty()) {
            return List.of(Finding.good("key", "may " + String.join(", ", may)));
        }
        return List.of(Finding.note(
                "key",
                (may.isEmpty() ? "may nothing of this" : "may " + String.join(", ", may)) + "; lacks "
                        + String.join(", ", mayNot),
                "Add the scopes in the server's keys file if you need them."));
    }

    private boolean refusesKey(String path) throws Unreachable {
        return client.ask(Call.of("POST", path).with(Json.Obj.EMPTY)).status() == 403;
    }

    private boolean refusesEvents() throws Unreachable {
        try (OpenAnswer stream = client.open(Call.get("/v1/events"))) {
            return stream.status() == 403;
        }
    }
}
