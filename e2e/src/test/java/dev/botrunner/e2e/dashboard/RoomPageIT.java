package dev.botrunner.e2e.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.loop.Ticker;
import dev.botrunner.room.RoomEntry;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.RoomTransportProvider;
import dev.botrunner.room.Rooms;
import dev.botrunner.room.Utterance;
import dev.botrunner.testkit.process.Ports;
import dev.botrunner.testkit.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of the demo rooms, as people use it. */
@ExtendWith(LogsOnFailure.class)
class RoomPageIT {

    private static final Pattern ROOMS = Pattern.compile("^Rooms +(http://\\S+)");
    private static final String HOSTILE_NAME = "<img src=x onerror=alert(1)>";
    private static final String HOSTILE = "</p><script>document.title='caught'</script> \u202Eevil {{7*7}} &amp;";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void twoPeopleTalkInTwoTabsWhateverTheyAreCalled() {
        try (var rooms = rooms("127.0.0.1:0");
                var browser = Browser.start(Browser.Look.LIGHT)) {
            String url = url(rooms);
            browser.open(url);
            browser.type("#room", "no rooms here");
            browser.type("#name", HOSTILE_NAME);
            browser.press("button", "Enter");
            browser.awaitText("#room-error", "Letters");
            browser.type("#room", "den");
            browser.press("button", "Enter");
            browser.awaitText("#people", HOSTILE_NAME);
            say(browser, HOSTILE);
            browser.awaitText("#messages .mine .words", "</p><script>");

            browser.openTab(url + "/den/");
            browser.type("#name", "Bob");
            browser.click("#enter-button");
            browser.awaitText("#messages .words", "</p><script>");
            browser.awaitText("#people", HOSTILE_NAME);
            say(browser, "Hello from Bob");

            browser.tab(0);
            browser.awaitText("#messages", "Bob came in");
            browser.awaitText("#messages", "Hello from Bob");
            assertThat(browser.script("return document.images.length + document.title"))
                    .isEqualTo("0den · Botrunner");

            browser.tab(1);
            browser.click("#leave");
            browser.awaitText("#door", "You have left");
            browser.tab(0);
            browser.awaitText("#messages", "Bob left");
            browser.reload();
            browser.awaitText("#messages", "Hello from Bob");
            closeForAll(browser);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void whatABotSaysGrowsAndMayBeBrokenOff() throws Exception {
        try (var rooms = rooms("127.0.0.1:0");
                var browser = Browser.start(Browser.Look.LIGHT)) {
            enter(browser, url(rooms) + "/den", "Ada");
            try (var bot = bot(url(rooms) + "/den")) {
                browser.awaitText("#people", "bot");
                bot.typing(true);
                browser.awaitText("#typing", "Chat is typing");
                Utterance begun = bot.speak();
                begun.append("Once upon");
                browser.awaitText(".message[data-state=open] .words", "Once upon");
                begun.append(" a time");
                browser.awaitText(".message[data-state=open] .words", "Once upon a time");
                begun.cancel();
                browser.awaitText(".message[data-state=cut]", "broken off");
                bot.say("A whole sentence.");
                browser.awaitText("#say", "Chat: A whole sentence.");
                browser.picture("room-cut");
            }
            browser.awaitText("#messages", "Chat left");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void aPageComesBackAfterTheServerRestartedAndSaysWhatWaited() {
        try (var browser = Browser.start(Browser.Look.LIGHT)) {
            String address = "127.0.0.1:" + Ports.free();
            try (var rooms = rooms(address)) {
                String url = url(rooms);
                enter(browser, url + "/den", "Ada");
                say(browser, "before");
                browser.awaitText("#messages", "before");
            }
            browser.awaitText("#link-state", "reconnecting");
            say(browser, "said while away");
            try (var again = rooms(address)) {
                browser.awaitText("#link-state", "connected");
                browser.awaitText("#messages", "You were away for too long");
                browser.awaitText("#messages", "said while away");
                assertThat(again.isAlive()).isTrue();
            }
            assertThat(browser.complaints()).allSatisfy(line -> assertThat(line).contains("WebSocket connection to"));
        }
    }

    @Test
    void aBotIsInvitedWithOneClick() {
        try (var stand = Stand.start(StandPlan.of(Topology.DEV));
                var browser = Browser.start(Browser.Look.LIGHT)) {
            enter(browser, stand.roomsUrl() + "/den", "Ada");
            browser.click("#invite-bot");
            browser.awaitText("#invited", "is on its way");
            String session = String.valueOf(browser.find("#session-link").getDomAttribute("href"));
            assertThat(session).startsWith(stand.url() + "/#/sessions/");
            browser.open(session);
            browser.awaitText(".session", stand.roomsUrl() + "/den");
            browser.open(stand.url() + "/#/join/http%3A%2F%2Frooms.example%2Fa%20b");
            browser.find("#join-room_url");
            assertThat(browser.script("return document.getElementById('join-room_url').value"))
                    .isEqualTo("http://rooms.example/a b");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Browser.Look.class)
    void nobodyIsKeptOut(Browser.Look look) throws IOException, InterruptedException {
        try (var rooms = rooms("127.0.0.1:0");
                var browser = Browser.start(look)) {
            String url = url(rooms);
            browser.open(url);
            assertThat(browser.barriers()).isEmpty();
            browser.picture("start-" + look);
            browser.open(url + "/den");
            browser.find("#enter-button");
            assertThat(browser.barriers()).isEmpty();
            enter(browser, url + "/den", "Ada");
            try (var bot = bot(url + "/den")) {
                bot.say("Hello Ada, I am a bot.\nWhat can I do for you?");
                say(browser, "Tell me a story, please.");
                Utterance story = bot.speak();
                story.append("Once upon a time there was a queue, and nobody knew");
                story.cancel();
                bot.speak().append("Shall I go on");
                browser.awaitText("#messages", "Shall I go on");
                browser.picture("room-" + look);
                assertThat(browser.barriers()).isEmpty();
                assertThat(browser.script(
                                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                        .isEqualTo(true);
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void enter(Browser browser, String room, String name) {
        browser.open(room);
        browser.type("#name", name);
        browser.click("#enter-button");
        browser.awaitText("#people", name);
    }

    private static void closeForAll(Browser browser) {
        browser.click("#close-room");
        browser.awaitText("#close-room", "Sure?");
        browser.click("#close-room");
        browser.awaitText("#door", "The room was closed for all");
    }

    private static void say(Browser browser, String text) {
        browser.type("#text", text);
        browser.click("#send");
    }

    private static RoomStay bot(String room) throws InterruptedException {
        return Rooms.transport(room, new RoomTransportProvider.Options(Ticker.system()))
                .enter(new RoomEntry(room, Optional.empty(), "bot-1", "Chat", true), _ -> {});
    }

    private Program rooms(String listen) {
        return Botrunner.start(folder, List.of("rooms", "--listen", listen));
    }

    private static String url(Program rooms) {
        return rooms.awaitOutput(ROOMS).group(1);
    }
}
