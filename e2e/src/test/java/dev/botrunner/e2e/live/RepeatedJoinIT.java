package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Joins;
import dev.botrunner.e2e.stand.LiveSession;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.loop.Threads;
import dev.botrunner.testkit.process.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The same join again, and other joins for the same room. */
@ParameterizedClass
@MethodSource("dev.botrunner.e2e.stand.Topology#here")
@Tag("scenario")
@ExtendWith(LogsOnFailure.class)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class RepeatedJoinIT {

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
    void oneKeyMeansOneSession() {
        String body = """
                {"bot":"stay","room_url":"https://rooms.example/key","labels":{"a":"1","b":"2"}}""";
        String otherOrder = """
                {"labels":{"b":"2","a":"1"},"room_url":"https://rooms.example/key","bot":"stay"}""";
        Reply first = join(body, "key-1");
        Reply second = join(otherOrder, "key-1");
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.status()).as(second.toString()).isIn(200, 202);
        assertThat(second.header("Idempotency-Replayed")).contains("true");
        assertThat(id(second)).isEqualTo(id(first));
        Reply third = join(body.replace("\"1\"", "\"3\""), "key-1");
        assertThat(third.status()).isEqualTo(422);
        assertThat(third.code()).isEqualTo("idempotency_key_reused");
        LiveSession.follow(stand, id(first)).joined();
        Reply joined = join(body, "key-1");
        assertThat(joined.status()).isEqualTo(200);
        assertThat(joined.object().textAt("state")).contains("joined");
        end(first);
    }

    @Test
    void oneKeyAtOnceMeansOneSession() {
        String body = """
                {"bot":"brief","room_url":"https://rooms.example/at-once","room_policy":"another"}""";
        Probe<Reply> replies = new Probe<>(Duration.ofSeconds(60));
        for (int i = 0; i < 12; i++) {
            Threads.virtual("join " + i, () -> replies.add(join(body, "key-at-once")));
        }
        List<Reply> all = replies.awaitAll("twelve answers", list -> list.size() == 12);
        assertThat(all).allSatisfy(reply -> assertThat(reply.status()).isIn(200, 202));
        assertThat(all.stream().map(RepeatedJoinIT::id).distinct()).hasSize(1);
        assertThat(all.stream()
                        .filter(reply -> reply.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        LiveSession.follow(stand, id(all.getFirst())).awaitEnd();
    }

    @Test
    void twoSpellingsAreOneRoom() {
        Reply first = join("""
                {"bot":"stay","room_url":"https://rooms.example/spelling"}""");
        Reply second = join("""
                {"bot":"stay","room_url":"HTTPS://Rooms.Example.:443/a/../spelling/#top"}""");
        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        assertThat(id(second)).isEqualTo(id(first));
        assertThat(second.object().boolAt("reused")).contains(true);
        assertThat(second.object().textAt("room_url")).contains("https://rooms.example/spelling");

        Reply refused = join("""
                {"bot":"stay","room_url":"https://rooms.example/spelling/","room_policy":"refuse"}""");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("room_taken");
        assertThat(refused.object().textAt("session_id")).contains(id(first));

        Reply another = join("""
                {"bot":"stay","room_url":"https://rooms.example/spelling?","room_policy":"another"}""");
        assertThat(another.status()).isEqualTo(202);
        assertThat(id(another)).isNotEqualTo(id(first));
        end(first);
        end(another);
    }

    @Test
    void whoWaitsIsAnsweredWhenTheBotIsThere() {
        String body = """
                {"bot":"stay","room_url":"https://rooms.example/wait"}""";
        Reply waited = Joins.answered(() -> stand.api().post("/join", body, Map.of("Prefer", "wait=60")));
        assertThat(waited.status()).as(waited.toString()).isEqualTo(200);
        assertThat(waited.header("Preference-Applied")).contains("wait=60");
        assertThat(waited.object().textAt("state")).contains("joined");
        end(waited);
    }

    private static void end(Reply of) {
        LiveSession session = LiveSession.follow(stand, id(of));
        session.stop();
        session.awaitEnd();
    }

    private static Reply join(String body) {
        return Joins.answered(() -> stand.api().post("/v1/join", body, Map.of()));
    }

    private static Reply join(String body, String key) {
        return Joins.answered(() -> stand.api().post("/v1/join", body, Map.of("Idempotency-Key", key)));
    }

    private static String id(Reply reply) {
        return reply.object().textAt("session_id").orElseThrow();
    }
}
