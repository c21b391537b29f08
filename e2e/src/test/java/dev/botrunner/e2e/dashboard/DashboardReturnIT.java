package dev.botrunner.e2e.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.CallerKey;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.testkit.process.Ports;
import dev.botrunner.testkit.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard after the control server went away, and before somebody has logged in. */
@ExtendWith(LogsOnFailure.class)
class DashboardReturnIT {

    @Test
    void comesBackWithTheControlServer(@TempDir Path folder) throws IOException {
        Path seal =
                Files.writeString(folder.resolve("seal"), Base64.getEncoder().encodeToString(new byte[32]));
        String http = "127.0.0.1:" + Ports.free();
        String link = "127.0.0.1:" + Ports.free();
        var plan = StandPlan.of(Topology.PLAIN).control("--seal-key", seal.toString(), "--http", http, "--link", link);
        try (var stand = Stand.start(plan);
                var browser = Browser.start(Browser.Look.LIGHT)) {
            stand.join("stay", "kept").joined();
            browser.open(stand.url());
            browser.awaitText(".sessions-grid .grid-body", "https://rooms.example/kept");

            stand.control().close();
            browser.awaitText("#link-state", "reconnecting");
            try (var again = again(stand, seal, http, link)) {
                browser.awaitText("#link-state", "live");
                browser.awaitText(".sessions-grid .grid-body", "joined");
                browser.click(".sessions-grid .grid-body .grid-row");
                browser.awaitText(".fall-top", "Taken back");
                browser.awaitText(".session-log .log-grid", "readopted=true");
                browser.click("#stop");
                browser.click("#stop-now");
                browser.awaitText(".end", "Stopped on request");
                assertThat(again.isAlive()).isTrue();
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static Program again(Stand stand, Path seal, String http, String link) {
        return Botrunner.start(
                stand.folder(),
                List.of(
                        "control",
                        "--auth",
                        "none",
                        "--bots",
                        TestBots.CONTROL_FILE,
                        "--seal-key",
                        seal.toString(),
                        "--http",
                        http,
                        "--link",
                        link,
                        "--manage",
                        "127.0.0.1:0"));
    }

    @Test
    void asksForAKeyAndForgetsIt(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("keys.yaml"),
                "keys: [{sha256: \"" + CallerKey.hash("the key")
                        + "\", tenant: acme, scopes: [join, read, stop, events]}]\n");
        Files.writeString(folder.resolve("bots.yaml"), "bots: {stay: {exec: [sh]}}\n");
        try (var control = keyed(folder);
                var browser = Browser.start(Browser.Look.LIGHT)) {
            browser.open(
                    control.awaitOutput(Pattern.compile("^API +(http://\\S+)")).group(1));
            browser.type("#login-key", "another key");
            browser.click("#login");
            browser.awaitText("#login-error", "not listed");
            browser.type("#login-key", "the key");
            browser.click("#login");
            browser.awaitText("#link-state", "live");

            browser.click("[data-tab=join]");
            browser.type("#join-room_url", "https://rooms.example/keyed");
            browser.click("#join-submit");
            browser.awaitText(".session .now", "queued");
            assertThat(browser.script("return document.cookie + JSON.stringify(localStorage)"))
                    .asString()
                    .doesNotContain("the key");

            browser.click("#logout");
            browser.find("#login-key");
            assertThat(browser.script("return document.body.innerText.includes('rooms.example/keyed')"))
                    .isEqualTo(false);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static Program keyed(Path folder) {
        return Botrunner.start(
                folder,
                List.of(
                        "control",
                        "--keys",
                        "keys.yaml",
                        "--bots",
                        "bots.yaml",
                        "--http",
                        "127.0.0.1:0",
                        "--link",
                        "127.0.0.1:0",
                        "--manage",
                        "127.0.0.1:0"));
    }
}
