package dev.botrunner.e2e.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.e2e.stand.LiveSession;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.redis.Certificates;
import dev.botrunner.testkit.redis.DocumentedRights;
import dev.botrunner.testkit.redis.RedisCluster;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import dev.botrunner.testkit.redis.SentinelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A control server and a worker over each kind of Redis that a URL can name, by one settings file, which {@code doctor}
 * reads, too: it finds all well while they run, and says what is not once they are gone.
 */
@ExtendWith(LogsOnFailure.class)
@Timeout(240)
class StoresIT {

    private static final String USERS = "operations/redis.md";
    private static final String PASSWORD = "correct-horse";

    private final Path folder = Folders.make();
    private final Deque<Runnable> closing = new ArrayDeque<>();

    @AfterEach
    void end() {
        closing.forEach(Runnable::run);
        Folders.remove(folder);
    }

    @Test
    void aSentinelsPrimaryAndTheOneThatFollowsIt() throws IOException {
        SentinelSet set = SentinelSet.start(RedisPlan.DURABLE, 1);
        closing.push(set::close);
        Path settings = settings("queue=" + set.url());
        Stand stand = stand(settings, Map.of());
        LiveSession stays = stand.join("stay", "stays").joined();
        comesAndGoes(stand, "stay", "before");
        RedisServer before = set.primary();
        before.kill();
        set.awaitOtherPrimary(before);
        comesAndGoes(stand, "stay", "after");
        assertThat(stays.document().textAt("state")).contains("joined");
        leave(stand, "stays");
        awaitEnded(stand, stays.id());
        assertDoctorIsPleased(stand, settings);
        set.servers().stream().filter(RedisServer::isAlive).forEach(RedisServer::kill);
        assertDoctorSaysWhatIsAway(stand, settings);
    }

    @Test
    void aCluster() throws IOException {
        RedisCluster cluster = RedisCluster.start(RedisPlan.DURABLE);
        closing.push(cluster::close);
        Path settings = settings("queue=" + cluster.url());
        Stand stand = stand(settings, Map.of());
        comesAndGoes(stand, "stay", "cluster");
        assertDoctorIsPleased(stand, settings);
        cluster.nodes().forEach(RedisServer::kill);
        assertDoctorSaysWhatIsAway(stand, settings);
    }

    @Test
    void twoServersOverTlsAsTheUsersOfTheDocumentsAndRunnersThatSpeakForThemselves() throws IOException {
        RedisPlan safe = RedisPlan.DURABLE.tls(Certificates.make(folder)).with("user default off");
        String user = DocumentedRights.line(USERS, "control", PASSWORD);
        RedisServer queue = RedisServer.start(safe.with(user));
        closing.push(queue::close);
        RedisServer events = RedisServer.start(safe.with(user, DocumentedRights.line(USERS, "runner", PASSWORD)));
        closing.push(events::close);
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        Path settings = settings(
                "queue=" + queue.url().replace("://", "://control@"),
                "queue-password-file=" + password,
                "events=" + events.url("control", PASSWORD));
        Stand stand = stand(settings, Map.of("BOTRUNNER_EVENTS_URL", events.url("runner", PASSWORD)));
        comesAndGoes(stand, "direct", "two");
        assertThat(stand.management().get("/metrics").body())
                .as("what runners have told the control server")
                .doesNotContain("/link/v1/events");
        assertDoctorIsPleased(stand, settings);
        queue.kill();
        assertDoctorSaysWhatIsAway(stand, settings);
    }

    private Path settings(String... lines) throws IOException {
        var all = new ArrayList<>(List.of(
                "auth=none", "bots=" + TestBots.CONTROL_FILE, "seal-key=" + folder.resolve(Folders.sealKey(folder))));
        all.addAll(List.of(lines));
        return Files.write(folder.resolve("control.conf"), all);
    }

    /** @param environment of worker and control server */
    private Stand stand(Path settings, Map<String, String> environment) {
        Stand stand = Stand.start(StandPlan.of(Topology.PLAIN)
                .control("--config", settings.toString())
                .environment(environment));
        closing.push(stand::close);
        return stand;
    }

    /** A whole life, as its stream tells it; behind a failover it may tell something twice. What the log holds doctor checks. */
    private static void comesAndGoes(Stand stand, String bot, String room) {
        String id = join(stand, bot, room);
        Patience.until(
                "the broker to answer", () -> stand.management().get("/healthz").status() == 200);
        LiveSession session = LiveSession.follow(stand, id).joined();
        leave(stand, room);
        assertThat(session.stream().await(Told.END).end().word()).isEqualTo("stopped/requested");
    }

    /** As a client does: with the same key until it is answered. */
    private static String join(Stand stand, String bot, String room) {
        String body = Json.obj()
                .put("bot", bot)
                .put("room_url", url(room))
                .put("start_deadline_seconds", 300)
                .build()
                .text();
        var answers = new ArrayList<Reply>();
        Patience.until("a join to be accepted", () -> {
            Reply reply = stand.api().post("/v1/join", body, Map.of("Idempotency-Key", room));
            answers.add(reply);
            return reply.status() < 500;
        });
        assertThat(answers.getLast().status()).as(answers.getLast().toString()).isIn(200, 202);
        return answers.getLast().object().textAt("session_id").orElseThrow();
    }

    private static void leave(Stand stand, String room) {
        Reply reply = stand.api()
                .post("/v1/leave", Json.obj().put("room_url", url(room)).build());
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
    }

    private static void awaitEnded(Stand stand, String session) {
        Patience.until(
                session + " to have ended",
                () -> stand.api()
                        .get("/v1/sessions/" + session)
                        .object()
                        .textAt("state")
                        .filter("ended"::equals)
                        .isPresent());
    }

    private static String url(String room) {
        return "https://rooms.example/" + room;
    }

    /** With the auditor, which has looked at what there is. */
    private static void assertDoctorIsPleased(Stand stand, Path settings) {
        var words = List.of("--url", stand.url(), "--manage", stand.managementUrl(), "--audit");
        String told = doctor(0, stand, settings, words);
        assertThat(told)
                .containsPattern("queue +ok .*answers")
                .containsPattern("events +ok .*answers")
                .containsPattern("management +ok .*all that the server depends on is well")
                .containsPattern("I2 +ok .*looked at")
                .containsPattern("I9 +ok .*looked at");
    }

    private static void assertDoctorSaysWhatIsAway(Stand stand, Path settings) {
        assertThat(doctor(1, stand, settings, List.of())).containsPattern("queue +fault ");
    }

    /** What it says, when it leaves with this code. */
    private static String doctor(int code, Stand stand, Path settings, List<String> more) {
        var words = new ArrayList<>(List.of("doctor", "--settings", settings.toString()));
        words.addAll(more);
        try (Program doctor = Botrunner.start(stand.folder(), words)) {
            assertThat(doctor.awaitExit()).as(doctor.log()).isEqualTo(code);
            if (code == 0) {
                assertThat(doctor.errors().awaitEnd("doctor"))
                        .as("what is on standard error where all is well")
                        .isEmpty();
            }
            return String.join("\n", doctor.output().awaitEnd("doctor"));
        }
    }
}
