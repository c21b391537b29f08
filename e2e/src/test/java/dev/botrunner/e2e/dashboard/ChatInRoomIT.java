package dev.botrunner.e2e.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.testkit.model.FakeModel;
import dev.botrunner.testkit.model.Script;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a newcomer does: make a room, invite a bot, talk with it, and see on the dashboard how it went. */
@ExtendWith(LogsOnFailure.class)
class ChatInRoomIT {

    private static final String HOSTILE = "<img src=x onerror=\"document.title='caught'\"> **bold**";

    @Test
    void aBotIsInvitedTalkedWithInterruptedByTwoAndSeenToEnd() throws IOException, InterruptedException {
        try (var model = FakeModel.start();
                var stand = Stand.start(StandPlan.of(Topology.DEV)
                        .environment(Map.of("MODEL_URL", model.url(), "MODEL_NAME", "tiny")));
                var browser = Browser.start(Browser.Look.LIGHT)) {
            model.then(
                    Script.says("Ferns", " do. ", HOSTILE),
                    Script.begins("Once upon a time").thenHolds(),
                    Script.says("Never mind, then."));
            String room = stand.roomsUrl() + "/den";
            enter(browser, room, "Ada");
            browser.click("#invite-bot");
            browser.awaitText("#messages", "Hello Ada, I am chat.");
            String session = String.valueOf(browser.find("#session-link").getDomAttribute("href"));
            say(browser, "What grows in the shade?");
            browser.awaitText("#messages", "Ferns do. " + HOSTILE);

            browser.openTab(room);
            browser.type("#name", "Grace");
            browser.click("#enter-button");
            browser.awaitText("#messages", "Hello Grace, I am chat.");
            say(browser, "Tell us a story.");
            browser.awaitText(".message[data-state=open] .words", "Once upon a time");
            browser.tab(0);
            say(browser, "No, please.");
            browser.awaitText(".message[data-state=cut]", "Once upon a time");
            model.asked().get(1).awaitGone();
            browser.awaitText("#messages", "Never mind, then.");
            browser.picture("chat-in-room");
            assertThat(browser.script("return document.images.length + document.title"))
                    .isEqualTo("0den · Botrunner");
            assertThat(model.asked().getFirst().body().textAt("model")).contains("tiny");

            bothLeave(browser, session);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void bothLeave(Browser browser, String session) throws IOException {
        browser.click("#leave");
        browser.tab(1);
        browser.awaitText("#messages", "Ada left");
        browser.click("#leave");
        browser.awaitText("#door", "You have left");
        browser.open(session);
        browser.awaitText(".end", "room_empty");
        browser.picture("chat-ended");
    }

    private static void enter(Browser browser, String room, String name) {
        browser.open(room);
        browser.type("#name", name);
        browser.click("#enter-button");
        browser.awaitText("#people", name);
    }

    private static void say(Browser browser, String text) {
        browser.type("#text", text);
        browser.click("#send");
    }
}
