package dev.botrunner.room.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.room.Utterance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Secret;
import dev.botrunner.testkit.ManualTicker;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol, message by message. */
final class HallTest {

    private final ManualTicker ticker = new ManualTicker();
    private final Hall hall = new Hall(Limits.STANDARD, Optional.empty(), ticker);
    private final TestWire ada = new TestWire();
    private final TestWire bot = new TestWire();

    @Test
    void aWelcomeSaysWhoIsThereAndWhatWasSaid() {
        Connection adas = joined(hall, ada, "\"name\":\" Ada \",\"echo\":true");
        adas.text("{\"type\":\"say\",\"text\":\"Hello\"}");
        adas.text("{\"type\":\"say\",\"utterance\":\"a\",\"text\":\"I am\",\"state\":\"open\"}");
        joined(hall, bot, "\"name\":\"Bot\",\"bot\":true,\"identity\":\"bot-1\",\"user_id\":\"u7\"");
        Json.Obj welcome = bot.last("welcome");
        assertThat(welcome.textAt("room")).contains("den");
        assertThat(welcome.itemsAt("participants").orElseThrow().toString())
                .startsWith("[{\"id\":\"p1\",\"name\":\"Ada\",\"bot\":false,\"identity\":");
        assertThat(welcome.itemsAt("history").orElseThrow().toString())
                .contains("\"text\":\"Hello\",\"state\":\"done\"", "\"text\":\"I am\",\"state\":\"open\"");
        assertThat(ada.last("joined").text())
                .isEqualTo(
                        "{\"n\":3,\"type\":\"joined\",\"participant\":{\"id\":\"p2\",\"name\":\"Bot\",\"bot\":true}}");
    }

    @Test
    void anUtteranceGrowsForAllAndForWhoeverWantsToHearItself() {
        Connection adas = joined(hall, ada, "\"name\":\"Ada\",\"echo\":true");
        joined(hall, bot, "\"name\":\"Bot\",\"bot\":true");
        adas.text("{\"type\":\"say\",\"utterance\":\"x\",\"text\":\"One \",\"state\":\"open\"}");
        adas.text("{\"type\":\"say\",\"utterance\":\"x\",\"text\":\"two\"}");
        adas.text("{\"type\":\"say\",\"utterance\":\"x\",\"text\":\"\",\"state\":\"cut\"}");
        String first = "\"type\":\"said\",\"from\":\"p1\",\"utterance\":\"p1.1\",\"text\":\"One \",\"state\":\"open\"}";
        String second = "\"type\":\"said\",\"from\":\"p1\",\"utterance\":\"p1.1\",\"text\":\"two\",\"state\":\"done\"}";
        assertThat(bot.all("said"))
                .extracting(Json.Obj::text)
                .containsExactly("{\"n\":1," + first, "{\"n\":2," + second);
        assertThat(ada.all("said"))
                .extracting(Json.Obj::text)
                .containsExactly("{\"n\":2," + first, "{\"n\":3," + second);
    }

    @Test
    void aNumberedMessageThatComesAgainIsDropped() {
        Connection adas = joined(hall, ada, "\"name\":\"Ada\",\"echo\":true");
        adas.text("{\"type\":\"say\",\"n\":1,\"text\":\"Hello\"}");
        adas.text("{\"type\":\"say\",\"n\":1,\"text\":\"Hello\"}");
        adas.text("{\"type\":\"ping\"}");
        assertThat(ada.all("said")).hasSize(1);
        assertThat(ada.last().text()).isEqualTo("{\"type\":\"pong\",\"received\":1}");
    }

    @Test
    void aSeatWaitsForItsClientAndTellsItWhatItMissed() {
        joined(hall, ada, "\"name\":\"Ada\"").gone(1006);
        String seat = ada.last("welcome").textAt("seat").orElseThrow();
        joined(hall, bot, "\"name\":\"Bot\",\"bot\":true");
        ticker.advance(Duration.ofSeconds(29));
        hall.sweep();
        var back = new TestWire();
        hall.connect("den", back).text("{\"type\":\"resume\",\"version\":1,\"seat\":\"" + seat + "\",\"after\":0}");
        assertThat(back.got().getFirst().boolAt("resumed")).contains(true);
        assertThat(back.last().text()).startsWith("{\"n\":1,\"type\":\"joined\"");
        assertThat(bot.all("left")).isEmpty();
    }

    @Test
    void aSeatIsGivenUpAfterAWhileAndAnEmptyRoomAfterAnother() {
        joined(hall, ada, "\"name\":\"Ada\"").gone(1006);
        Connection bots = joined(hall, bot, "\"name\":\"Bot\",\"bot\":true");
        ticker.advance(Duration.ofSeconds(30));
        hall.sweep();
        assertThat(bot.last().text()).isEqualTo("{\"n\":1,\"type\":\"left\",\"id\":\"p1\",\"reason\":\"lost\"}");
        assertRefusedAsResume("unknown_seat", 0);
        bots.text("{\"type\":\"leave\",\"reason\":\"said_goodbye\"}");
        assertThat(bot.closed()).contains(CloseCode.LEFT);
        assertThat(hall.count()).isEqualTo(new Hall.Count(1, 0));
        ticker.advance(Duration.ofSeconds(60));
        hall.sweep();
        assertThat(hall.count()).isEqualTo(new Hall.Count(0, 0));
    }

    @Test
    void aPageThatIsClosedIsNotWaitedForAsLong() {
        joined(hall, ada, "\"name\":\"Ada\"").gone(1001);
        joined(hall, bot, "\"name\":\"Bot\",\"bot\":true");
        ticker.advance(Duration.ofMillis(4_999));
        hall.sweep();
        assertThat(bot.all("left")).isEmpty();
        ticker.advance(Duration.ofMillis(1));
        hall.sweep();
        assertThat(bot.all("left")).hasSize(1);
    }

    @Test
    void aClientThatHasMissedTooMuchJoinsAnew() {
        var small = new Hall(Limits.STANDARD.withReplay(2), Optional.empty(), ticker);
        joined(small, ada, "\"name\":\"Ada\"").gone(1006);
        Connection bots = joined(small, bot, "\"name\":\"Bot\",\"bot\":true");
        bots.text("{\"type\":\"say\",\"text\":\"1\"}");
        assertResumes(small, 1, "welcome");
        assertResumes(small, 0, "welcome");
        bots.text("{\"type\":\"say\",\"text\":\"2\"}");
        assertResumes(small, 0, "error");
        assertResumes(small, 9, "error");
    }

    @Test
    void aSeatGoesToTheConnectionThatCameLast() {
        Connection older = joined(hall, ada, "\"name\":\"Ada\",\"echo\":true");
        assertResumes(hall, 0, "welcome");
        assertThat(ada.closed()).contains(CloseCode.TAKEN_OVER);
        older.text("{\"type\":\"say\",\"text\":\"from nowhere\"}");
        older.gone(1006);
        ticker.advance(Duration.ofMinutes(1));
        hall.sweep();
        assertThat(hall.count().participants()).isEqualTo(1);
    }

    @Test
    void whoeverLooksOnIsSeenByBotsAlone() {
        joined(hall, ada, "\"name\":\"Ada\"");
        joined(hall, bot, "\"name\":\"Bot\",\"bot\":true");
        var eve = new TestWire();
        Connection eves = joined(hall, eve, "\"name\":\"Eve\",\"stealth\":true");
        assertThat(ada.all("joined")).hasSize(1);
        assertThat(bot.last("joined").text()).contains("\"stealth\":true");
        eves.text("{\"type\":\"say\",\"text\":\"Boo\"}");
        assertThat(eve.last().textAt("code")).contains("not_allowed");
        assertThat(eve.closed()).isEmpty();
        eves.text("{\"type\":\"roster\"}");
        assertThat(eve.last().itemsAt("participants").orElseThrow()).hasSize(2);
        eves.text("{\"type\":\"leave\"}");
        assertThat(ada.all("left")).isEmpty();
        assertThat(bot.all("left")).hasSize(1);
    }

    @Test
    void onlyPeopleCloseARoomAndItsSeatsStayClosed() {
        Connection adas = joined(hall, ada, "\"name\":\"Ada\"");
        Connection bots = joined(hall, bot, "\"name\":\"Bot\",\"bot\":true");
        bots.text("{\"type\":\"close\"}");
        assertThat(bot.last().textAt("code")).contains("not_allowed");
        adas.text("{\"type\":\"close\"}");
        assertThat(bot.last().text()).isEqualTo("{\"type\":\"closed\",\"why\":\"closed\"}");
        assertThat(bot.closed()).contains(CloseCode.OVER);
        assertResumes(hall, 0, "closed");
    }

    @Test
    void everythingHasABound() {
        var small = new Hall(Limits.STANDARD.withRooms(1).withParticipants(2), Optional.empty(), ticker);
        joined(small, ada, "\"name\":\"Ada\"");
        joined(small, bot, "\"name\":\"Bot\"");
        assertRefused(small, "den", "\"name\":\"Eve\"", "room_full");
        assertRefused(small, "attic", "\"name\":\"Eve\"", "server_full");
    }

    @Test
    void anUtteranceThatIsTooLongIsCut() {
        Connection adas = joined(hall, ada, "\"name\":\"Ada\",\"echo\":true");
        String piece =
                "{\"type\":\"say\",\"utterance\":\"x\",\"text\":\"" + "y".repeat(10_000) + "\",\"state\":\"open\"}";
        for (int i = 0; i <= Utterance.MAX_BYTES / 10_000; i++) {
            adas.text(piece);
        }
        assertThat(ada.last().textAt("state")).contains("cut");
        assertThat(ada.last().textAt("text")).contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"type\":\"dance\"}",
                "{\"type\":7}",
                "{\"type\":\"join\",\"version\":1,\"name\":\"x\",\"colour\":\"red\"}",
                "{\"type\":\"join\",\"version\":1,\"name\":\"x\",\"bot\":\"yes\"}",
                "{\"type\":\"join\",\"version\":1,\"name\":\"x\",\"name\":\"y\"}",
                "{\"type\":\"resume\",\"version\":1,\"seat\":\"s\",\"after\":-1}",
                "{\"type\":\"say\",\"utterance\":\"../x\",\"text\":\"\"}",
                "{\"type\":\"say\",\"text\":\"\\ud800\"}"
            })
    void whatIsNoMessageEndsTheConnection(String message) {
        Connection connection = hall.connect("den", ada);
        connection.text(message);
        assertThat(ada.last().textAt("code")).contains("bad_message");
        assertThat(ada.closed()).contains(CloseCode.REFUSED);
        assertThat(hall.count().participants()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{\"type\":\"say\"};not_joined",
                "{\"type\":\"join\",\"version\":2,\"name\":\"x\"};bad_version",
                "{\"type\":\"join\",\"version\":1};bad_name",
                "{\"type\":\"join\",\"version\":1,\"name\":\"\"};bad_name",
                "{\"type\":\"join\",\"version\":1,\"name\":\"a\\u0007\"};bad_name",
                "{\"type\":\"join\",\"version\":1,\"name\":\"x\",\"identity\":\"a b\"};bad_name",
                "{\"type\":\"resume\",\"version\":1,\"seat\":\"s\",\"after\":1};unknown_seat"
            },
            delimiter = ';')
    void whoeverMayNotComeInIsTold(String message, String code) {
        hall.connect("den", ada).text(message);
        assertThat(ada.last().textAt("code")).contains(code);
        assertThat(ada.closed()).contains(CloseCode.REFUSED);
    }

    @Test
    void aThousandJoinsLeaveNothingBehind() {
        for (int i = 0; i < 1_000; i++) {
            joined(hall, new TestWire(), "\"name\":\"n" + i + "\",\"identity\":\"same\"");
        }
        assertThat(hall.count()).isEqualTo(new Hall.Count(1, 1));
    }

    @Test
    void roomsThatWantATokenLetNobodyElseIn() {
        var strict = new Hall(Limits.STANDARD, Optional.of(new Secret("s3same")), ticker);
        assertRefused(strict, "den", "\"name\":\"Ada\"", "bad_token");
        assertRefused(strict, "den", "\"name\":\"Ada\",\"token\":\"s3sam\"", "bad_token");
        joined(strict, ada, "\"name\":\"Ada\",\"token\":\"s3same\"");
        assertThat(ada.last("welcome").textAt("room")).contains("den");
    }

    private static Connection joined(Hall hall, TestWire wire, String members) {
        Connection connection = hall.connect("den", wire);
        connection.text("{\"type\":\"join\",\"version\":1," + members + "}");
        assertThat(wire.closed()).isEmpty();
        return connection;
    }

    private void assertRefused(Hall of, String room, String members, String code) {
        var wire = new TestWire();
        of.connect(room, wire).text("{\"type\":\"join\",\"version\":1," + members + "}");
        assertThat(wire.last().textAt("code")).contains(code);
        assertThat(wire.closed()).contains(CloseCode.REFUSED);
    }

    private void assertRefusedAsResume(String code, long after) {
        assertThat(resumed(hall, after).textAt("code")).contains(code);
    }

    private void assertResumes(Hall of, long after, String type) {
        assertThat(resumed(of, after).textAt("type")).contains(type);
    }

    private Json.Obj resumed(Hall of, long after) {
        String seat = ada.last("welcome").textAt("seat").orElseThrow();
        var wire = new TestWire();
        of.connect("den", wire)
                .text("{\"type\":\"resume\",\"version\":1,\"seat\":\"" + seat + "\",\"after\":" + after + "}");
        return wire.got().getFirst();
    }
}
