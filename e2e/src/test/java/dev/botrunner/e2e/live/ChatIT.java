package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.End;
import dev.botrunner.e2e.stand.Joins;
import dev.botrunner.e2e.stand.LiveSession;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.e2e.stand.Visitor;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.testkit.model.FakeModel;
import dev.botrunner.testkit.model.Script;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The chat bot as people meet it: in a demo room, with a model behind it, its life on record. */
@ExtendWith(LogsOnFailure.class)
class ChatIT {

    private final FakeModel model = FakeModel.start().wants("right");
    private final Stand stand = Stand.start(StandPlan.of(Topology.DEV));

    @AfterEach
    void close() {
        stand.close();
        model.close();
    }

    private String room(String name) {
        return stand.roomsUrl() + "/" + name;
    }

    /** By default: nobody says which bot. */
    private LiveSession invite(String room, Consumer<JsonBuilder> more) {
        var secrets = Json.obj().put("MODEL_URL", model.url()).put("MODEL_API_KEY", "right");
        var body = Json.obj()
                .put("room_url", room)
                .put("personality", Json.obj().put("name", "Robin").build())
                .put("secrets", secrets.build());
        more.accept(body);
        return LiveSession.follow(stand, Joins.session(Joins.ask(stand.api(), body.build(), Map.of())));
    }

    private static String data(LiveSession session, String type) {
        return session.stream().await(type).data().text();
    }

    @Test
    void twoPeopleTalkWithItInterruptItAndLeave() throws InterruptedException {
        model.then(
                Script.says("Ferns", " do."), Script.begins("Once upon a time").thenHolds(), Script.says("Good."));
        String room = room("garden");
        try (var ada = Visitor.of(room, "Ada")) {
            LiveSession session = invite(room, _ -> {});
            ada.awaitSaid("Hello Ada, I am Robin.");
            ada.say("What grows in the shade?");
            ada.awaitSaid("Ferns do.");
            try (var grace = Visitor.of(room, "Grace")) {
                ada.awaitSaid("Hello Grace");
                ada.say("Tell us a story.");
                session.stream()
                        .awaitAll(
                                "the second answer",
                                all -> all.stream()
                                                .filter(told -> told.is("bot.speaking.started"))
                                                .count()
                                        == 2);
                grace.say("Rather not.");
                assertThat(ada.awaitSaid("Once upon a time").cut()).isTrue();
                ada.awaitSaid("Good.");
                assertThat(model.asked().getLast().messages())
                        .endsWith(
                                "user: Ada: Tell us a story.",
                                "assistant: Once upon a time",
                                "user: Grace: Rather not.");
                assertThat(data(session, "bot.interrupted")).contains("Once upon a time");
            }
            session.stream().await("bot.participant.left");
            assertThat(session.document().textAt("state")).contains("joined");
            ada.leave();
            End end = session.awaitEnd();
            assertThat(end.word()).isEqualTo("completed/room_empty");
            assertToldOfTwoPeopleAndThreeAnswers(session);
        }
        stand.awaitNoRunners();
    }

    private static void assertToldOfTwoPeopleAndThreeAnswers(LiveSession session) {
        assertThat(session.stream().told())
                .filteredOn(told -> told.is("bot.participant.joined"))
                .hasSize(2);
        assertThat(session.stream().told())
                .filteredOn(told -> told.is("bot.metrics"))
                .hasSize(3);
        assertThat(session.stream().told()).noneMatch(told -> told.is("bot.error"));
        assertThat(session.stream().told().toString()).doesNotContain("right\"");
    }

    @Test
    void itTakesMessagesAndSaysGoodByeWhenItIsStopped() throws InterruptedException {
        String room = room("kitchen");
        try (var ada = Visitor.of(room, "Ada")) {
            LiveSession session = invite(room, _ -> {});
            ada.awaitSaid("Hello Ada");
            session.say("say", Json.obj().put("text", "Dinner is ready.").build());
            ada.awaitSaid("Dinner is ready.");
            session.say("prompt", Json.obj().put("text", "Agree.").build());
            ada.awaitSaid("Yes.");
            session.stop();
            ada.awaitSaid("Good-bye!");
            ada.awaitBotGone();
            assertThat(session.awaitEnd().word()).isEqualTo("stopped/requested");
        }
    }

    @Test
    void theMaximumIsSaidBeforeItIsReached() throws InterruptedException {
        String room = room("station");
        try (var ada = Visitor.of(room, "Ada")) {
            LiveSession session = invite(room, body -> body.put("max_duration_seconds", 10));
            ada.awaitSaid("We are almost out of time");
            ada.awaitSaid("Good-bye!");
            assertThat(session.awaitEnd().word()).isEqualTo("completed/max_duration");
            assertThat(ada.said())
                    .filteredOn(text -> text.startsWith("We are almost"))
                    .hasSize(1);
        }
    }

    @Test
    void aWrongKeyIsToldOnceAndTheBotGoesOn() throws InterruptedException {
        String room = room("door");
        try (var ada = Visitor.of(room, "Ada")) {
            var wrong = Json.obj().put("MODEL_URL", model.url()).put("MODEL_API_KEY", "wrong-key-of-this-test");
            Reply reply = stand.api()
                    .post(
                            "/v1/join",
                            Json.obj()
                                    .put("room_url", room)
                                    .put("secrets", wrong.build())
                                    .build());
            LiveSession session = LiveSession.follow(
                    stand, reply.object().textAt("session_id").orElseThrow());
            ada.awaitSaid("Hello Ada, I am chat.");
            ada.say("hello?");
            ada.awaitSaid("I have no access to my language model");
            ada.say("And now?");
            ada.awaitSaid("I hear you, Ada");
            assertThat(data(session, "bot.error")).contains("model_key_refused").doesNotContain("wrong-key");
            ada.leave();
            assertThat(session.awaitEnd().word()).isEqualTo("completed/room_empty");
            assertThat(session.stream().told().stream().map(Told::toString)).noneMatch(it -> it.contains("wrong-key"));
        }
    }

    @Test
    void nobodyComesAndItLeaves() {
        LiveSession session = invite(
                room("nowhere"),
                body -> body.put(
                        "config", Json.obj().put("empty_first_seconds", 1).build()));
        assertThat(session.awaitEnd().word()).isEqualTo("completed/room_empty");
    }

    @Test
    void aRoomThatIsNotThereIsToldAsSuch() {
        LiveSession session = invite("http://127.0.0.1:9/nobody", _ -> {});
        End end = session.awaitEnd();
        assertThat(end.word()).isEqualTo("failed/room_unavailable");
        assertThat(end.blame()).isEqualTo("room");
    }
}
