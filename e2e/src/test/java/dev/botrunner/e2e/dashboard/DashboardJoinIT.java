package dev.botrunner.e2e.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The join form with all that it has, and the dashboard for those who use no mouse or see no colours. */
@ExtendWith(LogsOnFailure.class)
class DashboardJoinIT {

    private static final List<String> VIEWS = List.of("#/sessions", "#/events", "#/queue", "#/join");

    @Test
    void everyMemberCanBeGiven() {
        try (var stand = Stand.start(StandPlan.of(Topology.PLAIN));
                var browser = Browser.start(Browser.Look.LIGHT)) {
            browser.open(stand.url() + "/#/join");
            browser.awaitText("#join-bot", "stay");
            browser.unfold();
            fill(browser);
            browser.click("#join-submit");
            browser.awaitText(".session .now", "joined");

            Json.Obj session = stand.api().get("/v1/sessions").object();
            Json.Obj shown =
                    session.itemsAt("sessions").orElseThrow().getFirst().asObj().orElseThrow();
            assertThat(shown.textAt("room_url")).contains("https://rooms.example/all");
            assertThat(shown.integerAt("priority").orElseThrow()).isEqualTo(7);
            assertThat(shown.objAt("labels").orElseThrow().textAt("team")).contains("red");

            browser.view("#/join");
            browser.click("#join-submit");
            browser.awaitText(".toast", "This key was used for the same request before");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void fill(Browser browser) {
        browser.type("#join-room_url", "https://rooms.example/all");
        browser.type("#join-room_token", "a token");
        browser.script("document.querySelector('#join-bot').value = 'stay'");
        browser.type("#join-supported_features", "captions, hand.raise");
        browser.type("#join-personality", "{\"name\": \"Ada\", \"n\": 1.50}");
        browser.click("#join-functional_prompts > button");
        browser.type("#join-functional_prompts .pair input", "greeting");
        browser.type("#join-functional_prompts .pair textarea", "Good morning");
        browser.type("#join-voice", "{\"id\": \"alto\"}");
        browser.type("#join-config", "{\"depth\": 2}");
        browser.click("#join-secrets > button");
        browser.type("#join-secrets .pair input[type=text]", "MODEL_API_KEY");
        browser.type("#join-secrets .pair input[type=password]", "hush");
        browser.type("#join-user-name", "Grace");
        browser.type("#join-user-email", "grace@example.com");
        browser.click("#join-labels > button");
        browser.type("#join-labels .pair input", "team");
        browser.type("#join-labels .pair input:nth-of-type(2)", "red");
        browser.type("#join-priority", "7");
        browser.type("#join-start_deadline_seconds", "30");
        browser.type("#join-max_duration_seconds", "600.5");
        browser.script("document.querySelector('#join-on_crash').value = 'relaunch'");
        browser.script("document.querySelector('#join-room_policy').value = 'another'");
        browser.type("#join-key", "a-key-of-this-test");
        browser.type("#join-wait", "20");
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsKeptOut(Browser.Look look) {
        try (var stand = Stand.start(StandPlan.of(Topology.PLAIN));
                var browser = Browser.start(look)) {
            String failed = stand.join("crash", "barriers").id();
            stand.join("stay", "open").joined();
            browser.open(stand.url());
            browser.awaitText(".sessions-grid .grid-body", "joined");
            for (String view : VIEWS) {
                browser.view(view);
                browser.find("main > *:not(h1)");
                browser.unfold();
                assertThat(browser.barriers()).as(view).isEmpty();
            }
            browser.view("#/sessions/" + failed);
            browser.awaitText(".end", "bot_crashed");
            assertThat(browser.barriers()).as("a session").isEmpty();
            assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
