package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.session.About;
import dev.botrunner.session.Blame;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.EventCount;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Mailbox;
import dev.botrunner.session.Message;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Outcome;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Phase;
import dev.botrunner.session.Progress;
import dev.botrunner.session.QueuedWhy;
import dev.botrunner.session.Room;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Stage;
import dev.botrunner.session.StopReason;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import dev.botrunner.session.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the store: read back as it was, the same text for the same head, and what older servers have written. */
final class StoredFormsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T20:00:00.123Z");
    private static final SessionId ID = new SessionId("01kdvdn9zzt98vdht6y0p9a8j1");
    private static final Terms TERMS =
            new Terms(3, Duration.ofSeconds(60), Duration.ofHours(2), Duration.ofMillis(1500), OnCrash.RELAUNCH);

    /** As version 1 wrote it. It must be readable for as long as a server says that it reads version 1. */
    private static final String GOLDEN = """
            {"id":"01kdvdn9zzt98vdht6y0p9a8j1","about":{"tenant":"acme","bot":"echo","url":"https://Rooms.example/a/",\
            "key":"https://rooms.example/a","labels":{"a":"1","b":"\\"2\\""},"created":1795550400123,"priority":7},\
            "terms":{"attempts":3,"start":60000,"most":7200000,"bye":1500,"crash":"RELAUNCH"},\
            "progress":{"attempt":2,"tried":2,"from":1,"claims":4,"relaunches":1,"deadline":1795550460123,\
            "joined":1795550400123},"state":{"is":"RUNNING","runner":"pod/1","claim":4,"object":"uid",\
            "beat":1795550400123,"silent":"2026-11-24T20:00:45.123000001Z"},\
            "mail":[{"id":"m1","type":"note","data":{"n":1.50}}],"timeline":[["accepted",0,1795550400123]],\
            "epoch":"k3f9","events":9}""";

    @Test
    void whatVersionOneHasWrittenIsRead() {
        SessionHead head = HeadJson.read(GOLDEN);
        assertThat(head).isEqualTo(head(running()));
        assertThat(HeadJson.text(head)).isEqualTo(GOLDEN);
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateIsReadBackAsItWas(SessionState state) {
        SessionHead head = head(state);
        assertThat(HeadJson.read(HeadJson.text(head))).isEqualTo(head);
    }

    @Test
    void whatALaterVersionHasAddedIsPassedOver() {
        assertThat(HeadJson.read(GOLDEN.replace("\"epoch\"", "\"later\":{\"x\":[1]},\"epoch\"")))
                .isEqualTo(head(running()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "{\"id\":1}", "{\"id\":\"no ulid\"}"})
    void whatIsNoRecordIsUnreadable(String text) {
        assertThatThrownBy(() -> HeadJson.read(text)).isInstanceOf(UnreadableRecord.class);
        assertThatThrownBy(() -> SpecJson.read(text)).isInstanceOf(UnreadableRecord.class);
    }

    @Test
    void aStateThatNobodyKnowsIsUnreadable() {
        assertThatThrownBy(() -> HeadJson.read(GOLDEN.replace("RUNNING", "DANCING")))
                .isInstanceOf(UnreadableRecord.class);
    }

    @Test
    void aSpecIsReadBackAsItWas() {
        var persona = new Persona(
                Optional.of(Json.obj().put("name", "Ada").build()),
                Map.of("greet", "Hello"),
                List.of("voice", "chat"),
                Optional.of(Json.Obj.EMPTY),
                Optional.of(Json.obj().put("x", 1).build()),
                Optional.of(Json.arr(Json.str("tool"))));
        var supply = new Supply(Map.of("A", "b"), List.of("files:/x"), "direct", Optional.of("digest"));
        var spec = new SessionSpec(
                ID,
                new Tenant("acme"),
                new BotName("echo"),
                new Room("https://x.example/", "https://x.example"),
                persona,
                Optional.of(Json.obj().put("id", "u").build()),
                Map.of("l", "v"),
                supply,
                TERMS,
                NOW,
                Optional.of("trace"),
                Optional.of("sealed"));
        assertThat(SpecJson.read(SpecJson.text(spec))).isEqualTo(spec);
    }

    static Stream<SessionState> states() {
        var runner = new SessionState.Runner(new Instance("i"), 0, Optional.empty());
        var end = new SessionEnd(
                Outcome.FAILED,
                "bot_crashed",
                Stage.JOINED,
                Optional.of(Blame.BOT),
                OptionalInt.of(2),
                OptionalInt.of(137),
                Optional.of("why"),
                NOW);
        var bare = new SessionEnd(
                Outcome.STOPPED,
                "requested",
                Stage.QUEUED,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                NOW);
        var claimant = new Claimant(new Instance("w"), Claimant.Kind.POD);
        return Stream.of(
                new SessionState.Queued(QueuedWhy.RETRY, NOW, Optional.of(NOW.plusNanos(5))),
                new SessionState.Queued(QueuedWhy.ACCEPTED, NOW, Optional.empty()),
                new SessionState.Starting(claimant, 3, Phase.PULLING, Optional.of(NOW), Optional.of("uid")),
                new SessionState.Starting(claimant, 0, Phase.CLAIMED, Optional.empty(), Optional.empty()),
                running(),
                new SessionState.Joined(runner, NOW, NOW.plusSeconds(45)),
                new SessionState.Ending(runner, Stage.JOINED, StopReason.MAX_DURATION, NOW),
                new SessionState.Ended(end),
                new SessionState.Ended(bare));
    }

    private static SessionState running() {
        var runner = new SessionState.Runner(new Instance("pod/1"), 4, Optional.of("uid"));
        return new SessionState.Running(runner, NOW, NOW.plusSeconds(45).plusNanos(1));
    }

    private static SessionHead head(SessionState state) {
        var about = new About(
                new Tenant("acme"),
                new BotName("echo"),
                new Room("https://Rooms.example/a/", "https://rooms.example/a"),
                Map.of("b", "\"2\"", "a", "1"),
                NOW,
                7);
        var data = (Json.Obj) Json.parse("{\"n\":1.50}");
        return new SessionHead(
                ID,
                about,
                TERMS,
                new Progress(2, 2, 1, 4, 1, NOW.plusSeconds(60), Optional.of(NOW)),
                state,
                new Mailbox(List.of(new Message("m1", "note", data))),
                new Timeline(List.of(new Timeline.Entry("accepted", 0, NOW))),
                new EventCount("k3f9", 9));
    }
}
