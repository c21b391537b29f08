package dev.botrunner.cli.doctor;

import dev.botrunner.cli.Version;
import dev.botrunner.cli.api.Answer;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Call;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.show.Plain;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;

/** What the control server depends on, as its management port tells. */
final class HealthChecks implements Checks {

    private static final String SUBJECT = "management";

    private final ApiClient client;
    private final boolean asked;

    HealthChecks(ApiClient client, boolean asked) {
        this.client = client;
        this.asked = asked;
    }

    @Override
    public List<Finding> look() {
        Answer answer;
        try {
            answer = client.ask(Call.get("/healthz"));
        } catch (Unreachable e) {
            return List.of(
                    asked
                            ? Finding.fault(SUBJECT, e.sentence(), "Give the right address with --manage.")
                            : Finding.note(
                                    SUBJECT,
                                    "not at " + client.target() + ", so its dependencies were not looked at",
                                    "Give its address with --manage URL."));
        }
        Json.Obj health = answer.body().flatMap(Json::asObj).orElse(Json.Obj.EMPTY);
        var findings = new ArrayList<Finding>();
        health.textAt("version").map(HealthChecks::version).ifPresent(findings::add);
        int told = findings.size();
        health.objAt("checks")
                .orElse(Json.Obj.EMPTY)
                .members()
                .forEach((name, status) -> status.asObj()
                        .filter(check ->
                                !check.textAt("status").filter("up"::equals).isPresent())
                        .ifPresent(check -> findings.add(Finding.fault(
                                Plain.text(name),
                                Plain.text(check.textAt("detail").orElse("is down")),
                                "See the control server's log; it tries again by itself."))));
        if (findings.size() == told) {
            findings.add(
                    answer.isDone()
                            ? Finding.good(SUBJECT, "all that the server depends on is well")
                            : Finding.fault(
                                    SUBJECT,
                                    client.target() + "/healthz answers with status " + answer.status(),
                                    "See the control server's log."));
        }
        return findings;
    }

    /** Older and newer understand each other as far as the contract goes: what is new in one the other does not know. */
    private static Finding version(String server) {
        String mine = Version.text();
        return server.equals(mine)
                ? Finding.good("versions", "this program and the server are both " + mine)
                : Finding.note(
                        "versions",
                        "this program is " + mine + ", the server is " + Plain.text(server),
                        "Let both be of one version, so that each knows what the other can do.");
    }
}
