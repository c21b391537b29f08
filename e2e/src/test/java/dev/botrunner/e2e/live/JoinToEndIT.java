package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.End;
import dev.botrunner.e2e.stand.Frame;
import dev.botrunner.e2e.stand.LiveSession;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.e2e.stand.SessionAudit;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Stream;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.ProcessTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** From a join to the end, seen from outside. */
@ParameterizedClass
@MethodSource("dev.botrunner.e2e.stand.Topology#here")
@Tag("scenario")
@ExtendWith(LogsOnFailure.class)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class JoinToEndIT {

    private static Stand stand;

    @Parameter
    Topology topology;

    @BeforeParameterizedClassInvocation
    static void start(Topology topology) {
        stand = Stand.start(StandPlan.of(topology));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        stand.close();
    }

    @Test
    void aSessionTellsItsWholeLifeAndLeavesNoProcess() {
        stand.awaitNoRunners();
        LiveSession session = stand.join("echo", "whole-life").joined();
        long runner = stand.onlyRunner();
        session.say("chat", text("hello"));
        Told answer = session.stream().await("bot.turn.bot");
        assertThat(answer.data().text()).contains("hello");

        assertThat(session.stop().status()).isEqualTo(202);

        End end = session.awaitEnd();
        assertThat(end.word()).isEqualTo("stopped/requested");
        assertThat(end.stage()).isEqualTo("joined");
        assertThat(end.blame()).isEqualTo("nobody");
        assertThat(states(session.stream().told()))
                .containsExactly(Told.QUEUED, Told.STARTING, Told.RUNNING, Told.JOINED, Told.ENDING, Told.END);
        Frame first = session.stream().frames().getFirst();
        assertThat(first.isNotice("stream.open")).isTrue();
        assertThat(first.data().boolAt("gap")).contains(false);
        assertThat(first.data().boolAt("resumed")).contains(false);
        ProcessTable.awaitGone(runner);
    }

    @Test
    void whoHasSeenTheEndIsSentAwayAndWhoHasNotGetsTheRest() {
        LiveSession session = stand.join("brief", "come-back");
        assertThat(session.awaitEnd().word()).isEqualTo("completed/done");
        List<Frame> all = session.stream().frames();
        List<Frame> events = all.stream().filter(Frame::isEvent).toList();

        assertThat(stand.api()
                        .statusOfEvents(session.eventsPath(), events.getLast().id()))
                .isEqualTo(204);
        try (Stream again =
                stand.api().events(session.eventsPath(), events.get(1).id())) {
            List<Frame> rest = again.awaitEnd();
            assertThat(rest.getFirst().data().boolAt("resumed")).contains(true);
            assertThat(rest.getFirst().data().boolAt("gap")).contains(false);
            assertThat(rest.stream().filter(Frame::isEvent).toList()).isEqualTo(events.subList(2, events.size()));
        }
        try (Stream replay = stand.api().events(session.eventsPath())) {
            assertThat(replay.awaitEnd().stream().filter(Frame::isEvent).toList())
                    .isEqualTo(events);
        }
    }

    @Test
    void aStreamThatWasCutGoesOnWhereItWas() {
        LiveSession session = stand.join("stay", "cut").joined();
        session.say("note", text("one"));
        session.stream().await("the first answer", told -> told.is(TestBots.HEARD));
        session.stream().close();
        String cursor = session.stream().cursor();
        List<Told> before = session.stream().told();

        session.say("note", text("two"));
        session.say("leave", Json.Obj.EMPTY);

        try (Stream again = stand.api().events(session.eventsPath(), cursor)) {
            again.awaitEnd();
            List<Told> whole = new ArrayList<>(before);
            whole.addAll(again.told());
            assertThat(SessionAudit.check(session.id(), whole, false).word()).isEqualTo("completed/said_goodbye");
        }
    }

    @Test
    void whatIsSaidBeforeTheBotIsThereWaitsForItInOrder() {
        LiveSession session = stand.join("stay", "early");
        for (int i = 0; i < 5; i++) {
            session.say("note", text("number " + i));
        }
        session.say("leave", Json.Obj.EMPTY);
        session.awaitEnd();
        assertThat(session.stream().told().stream()
                        .filter(told -> told.is(TestBots.HEARD))
                        .map(told -> told.data()
                                .objAt("data")
                                .orElseThrow()
                                .textAt("text")
                                .orElseThrow()))
                .containsExactly("number 0", "number 1", "number 2", "number 3", "number 4");
    }

    @Test
    void theDocumentSaysWhatTheEventsSay() {
        LiveSession session = stand.join("brief", "document");
        End end = session.awaitEnd();
        Json.Obj document = session.document();
        assertThat(document.textAt("state")).contains("ended");
        assertThat(document.objAt("end").orElseThrow().textAt("reason")).contains(end.reason());
        assertThat(document.itemsAt("timeline").orElseThrow()).isNotEmpty();
        assertThat(document.integerAt("attempt")).hasValue(1);
        assertThat(session.stop().status()).isEqualTo(200);
        Reply message = stand.api()
                .post(
                        session.path() + "/messages",
                        Json.obj()
                                .put("type", "late")
                                .put("data", Json.Obj.EMPTY)
                                .build());
        assertThat(message.status()).isEqualTo(409);
        assertThat(message.code()).isEqualTo("not_running");
    }

    @Test
    void leavingARoomEndsAllThatAreInIt() {
        LiveSession one = stand.join("stay", "leave").joined();
        LiveSession two = stand.join("stay", "leave", body -> body.put("room_policy", "another"))
                .joined();
        Json.Obj room =
                Json.obj().put("room_url", "https://ROOMS.example:443/leave/").build();
        Reply left = stand.api().post("/v1/leave", room);
        assertThat(left.status()).isEqualTo(202);
        assertThat(left.object().itemsAt("sessions").orElseThrow())
                .containsExactlyInAnyOrder(Json.str(one.id()), Json.str(two.id()));
        assertThat(one.awaitEnd().word()).isEqualTo("stopped/requested");
        assertThat(two.awaitEnd().word()).isEqualTo("stopped/requested");
        assertThat(stand.api().post("/v1/leave", room).code()).isEqualTo("no_session");
    }

    @Test
    void aTenantsStreamTellsOfAllSessionsThatAreAskedFor() {
        try (Stream all = stand.api().events("/v1/events?type=bot.session.*&bot=brief")) {
            all.awaitNotice("stream.open");
            LiveSession other = stand.join("stay", "tenant-other").joined();
            LiveSession session = stand.join("brief", "tenant");
            all.await("the end", told -> told.is(Told.END) && told.session().equals(session.id()));
            assertThat(all.told()).allSatisfy(told -> {
                assertThat(told.text("bot")).isEqualTo("brief");
                assertThat(told.type()).startsWith("bot.session.");
            });
            other.stop();
            other.awaitEnd();
        }
    }

    private static List<String> states(List<Told> told) {
        return told.stream()
                .map(Told::type)
                .filter(type -> type.startsWith("bot.session.") && !type.equals(Told.PROGRESS))
                .toList();
    }

    private static Json.Obj text(String text) {
        return Json.obj().put("text", text).build();
    }
}
