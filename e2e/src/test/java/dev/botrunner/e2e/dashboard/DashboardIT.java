package dev.botrunner.e2e.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Joins;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator does with the dashboard: join, watch, talk, stop, and read what went wrong. */
@ExtendWith(LogsOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {

    private static final String HOSTILE = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";

    private Stand stand;
    private Browser browser;

    @SuppressWarnings("NullAway") // given before each test
    DashboardIT() {}

    @BeforeAll
    void start() {
        stand = Stand.start(StandPlan.of(Topology.PLAIN));
        browser = Browser.start(Browser.Look.LIGHT);
    }

    @BeforeEach
    void open() {
        browser.open("about:blank");
        browser.open(stand.url());
        browser.awaitText("#link-state", "live");
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.script("return window.hit === undefined")).isEqualTo(true);
    }

    @AfterAll
    void stop() {
        browser.close();
        stand.close();
    }

    @Test
    void aBotIsSentIntoARoomTalkedToAndStopped() {
        browser.click("[data-tab=join]");
        browser.type("#join-room_url", "https://rooms.example/first");
        browser.click("#join-submit");

        browser.awaitText(".session .now", "joined");
        for (String phase : new String[] {"accepted", "claimed", "running", "joined"}) {
            browser.awaitText(".waterfall tbody", phase);
        }
        browser.awaitText(".fall-top", "after it was accepted");
        browser.awaitText(".session-log .log-grid", "bot.session.joined");

        browser.click("#message");
        browser.type(".message textarea", "how are you?");
        browser.click("#send");
        browser.awaitText(".session-log .log-grid", "how are you?");

        browser.click("#stop");
        browser.click("#stop-now");
        browser.awaitText(".end", "Stopped on request while the bot was in the room");
        browser.awaitText(".end", "requested");
        browser.awaitText(".session-log .log", "The session has ended, and its stream with it");
    }

    @Test
    void aFailureIsExplained() {
        String id = join(Json.obj().put("bot", "crash").put("room_url", "https://rooms.example/crash"));
        browser.view("#/sessions/" + id);

        browser.awaitText(".end", "Failed before the bot had joined");
        assertThat(browser.text(".end")).contains("bot_crashed", "bot (the bot)", "7: crashed", "To do");
        browser.awaitText(".waterfall tbody", "2");
    }

    @Test
    void theListFollowsAndFilters() {
        String room = "https://rooms.example/listed";
        String id = join(Json.obj()
                .put("bot", "stay")
                .put("room_url", room)
                .put("labels", Json.obj().put("team", "red").build()));
        browser.type("#find", room);
        browser.awaitText(".sessions-grid .grid-body", "joined");
        browser.awaitText("#sessions-note", "1 of ");

        browser.type("#find-label", "team:blue");
        browser.awaitText("#sessions-note", "No session fits");
        browser.type("#find-label", "team:red");
        browser.awaitText("#sessions-note", "1 of ");

        stand.api().delete("/v1/sessions/" + id);
        browser.awaitText("#sessions-note", "No session fits");
        browser.click(".stop[data-state=ended]");
        browser.awaitText(".sessions-grid .grid-body", "stopped");
    }

    @Test
    void faultsStandAtTheirMembers() {
        browser.click("[data-tab=join]");
        browser.unfold();
        browser.type("#join-room_url", "not a url");
        browser.type("#join-priority", "12");
        browser.click("#join-secrets > button");
        browser.type("#join-secrets .pair input[type=text]", "PATH");
        browser.type("#join-secrets .pair input[type=password]", "x");
        browser.click("#join-submit");

        browser.awaitText(".summary", "secrets/PATH: ");
        assertThat(browser.text("#join-room_url-error")).isNotEmpty();
        assertThat(browser.text("#join-priority-error")).contains("0 to 9");
        assertThat(browser.text("#join-secrets .pair .error")).contains("kept for the runner");
        assertThat(browser.script("return document.activeElement.className")).isEqualTo("summary");

        browser.press(".summary button", "priority: expected an integer from 0 to 9");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("join-priority");
    }

    @Test
    void whatIsNotJsonIsNotSent() {
        browser.click("[data-tab=join]");
        browser.unfold();
        browser.type("#join-room_url", "https://rooms.example/unsent");
        browser.type("#join-config", "{\"a\": }");
        browser.click("#join-submit");

        browser.awaitText("#join-config-error", "Not JSON");
        assertThat(stand.api()
                        .get("/v1/sessions?room_url=https://rooms.example/unsent")
                        .object()
                        .itemsAt("sessions"))
                .hasValueSatisfying(sessions -> assertThat(sessions).isEmpty());
    }

    @Test
    void whatComesFromOutsideIsShownAsText() {
        String id = join(Json.obj()
                .put("bot", "stay")
                .put("room_url", "https://rooms.example/a?b=%3Cimg%20src=x%3E")
                .put("labels", Json.obj().put("who", HOSTILE + "\u202e").build()));
        browser.view("#/sessions/" + id);
        browser.awaitText(".session .facts", HOSTILE + "⟨U+202E⟩");
        browser.awaitText(".session .now", "joined");

        browser.click("#message");
        browser.type(".message textarea", HOSTILE);
        browser.click("#send");
        browser.awaitText(".session-log .log-grid", "<script>window.hit=1</script>");
        assertThat(browser.script("return document.querySelectorAll('img, main script').length"))
                .isEqualTo(0L);
        browser.view("#/sessions");
        browser.type("#find", "onerror");
        browser.awaitText(".sessions-grid .grid-body", HOSTILE);
    }

    @Test
    void theLogOfAllIsFilteredAndPaused() {
        browser.view("#/events");
        browser.awaitText(".log-grid", "stream.open");
        String id = join(Json.obj().put("bot", "brief").put("room_url", "https://rooms.example/log"));
        browser.awaitText(".log-grid", "bot.session.end");
        browser.type(".log input", "bot.session.joined");
        browser.awaitNoText(".log-grid .grid-body", "bot.session.end");
        browser.awaitText(".log-grid .grid-body", "bot.session.joined");

        browser.click(".pause");
        stand.join("brief", "paused").awaitEnd();
        browser.awaitText(".pause", "new)");
        assertThat(browser.text(".pause")).startsWith("Go on");
        browser.click(".pause");
        browser.awaitText(".pause", "Pause");
        assertThat(id).isNotEmpty();
    }

    @Test
    void theQueueIsShownBotByBot() {
        browser.view("#/queue");
        browser.awaitText(".queue tbody", "stubborn");
        browser.awaitText(".queue-total", "waiting");
    }

    private String join(JsonBuilder body) {
        return Joins.session(Joins.ask(stand.api(), body.build(), Map.of()));
    }
}
