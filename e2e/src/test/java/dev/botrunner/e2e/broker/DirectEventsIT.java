package dev.botrunner.e2e.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.e2e.stand.Joins;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stream;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import dev.botrunner.testkit.redis.DocumentedRights;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runners that bring their events to the broker themselves, as a user of it that may write only. */
@ExtendWith(LogsOnFailure.class)
@Timeout(180)
class DirectEventsIT {

    private final Path folder = Folders.make();
    private final RedisServer redis = RedisServer.start(
            RedisPlan.MEMORY.with(DocumentedRights.line("reference/events-over-redis.md", "runner", "secret")));

    @BeforeEach
    void prepare() throws IOException {
        TestBots.write(folder, Topology.PLAIN);
        Path control = folder.resolve(TestBots.CONTROL_FILE);
        Files.writeString(
                control,
                Files.readString(control).replace("stay: {good_bye: 5s}", "stay: {good_bye: 5s, events: direct}"));
    }

    @AfterEach
    void clean() {
        ProcessTable.end(folder);
        redis.close();
        Folders.remove(folder);
    }

    @Test
    void aProfilesRunnersSpeakToTheBrokerAndTheirEndComesLast() {
        try (Replica server = Replica.start(folder, "--events", redis.url());
                Program worker = worker(server)) {
            String session = join(server, "direct");
            String path = "/v1/sessions/" + session;
            try (Stream stream = server.api().events(path + "/events")) {
                stream.await(Told.JOINED);
                Json.Obj data = Json.obj().put("n", 1).build();
                server.api()
                        .post(
                                path + "/messages",
                                Json.obj().put("type", "hear").put("data", data).build());
                stream.await(TestBots.HEARD);
                server.api().delete(path);
                stream.awaitEnd();
                List<Told> told = stream.told();
                assertThat(told.getLast().is(Told.END)).isTrue();
                assertThat(told).anyMatch(event -> event.is(TestBots.HERE));
                gapless(told);
            }
            assertThat(server.management().get("/metrics").body()).doesNotContain("/link/v1/events");
            worker.send(Signal.TERM);
            worker.awaitExit();
        }
    }

    @Test
    void aRunnerThatStandsAloneIsSeenInTheStreamOfItsTenant() {
        try (Replica server = Replica.start(folder, "--events", redis.url());
                Stream stream = server.api().events("/v1/events")) {
            stream.awaitNotice("stream.open");
            var environment = Map.of(
                    "BOT_NAME", "brief",
                    "ROOM_URL", "https://rooms.example/alone",
                    "BOTRUNNER_EVENTS_URL", redis.url("runner", "secret"));
            try (Program runner =
                    Botrunner.start(folder, List.of("runner", "run", "--bots", TestBots.FILE), environment)) {
                assertThat(runner.awaitExit()).isZero();
            }
            stream.await(Told.END);
            assertThat(stream.told())
                    .extracting(Told::type)
                    .containsExactly(Told.RUNNING, TestBots.HERE, Told.JOINED, Told.END);
            gapless(stream.told());
        }
    }

    @Test
    void aBrokerThatIsAwayEndsNoCall() {
        try (Replica server = Replica.start(folder, "--events", redis.url());
                Program worker = worker(server)) {
            redis.kill();
            String session = join(server, "away");
            Patience.until(
                    "the bot to be in its room",
                    () -> server.api()
                            .get("/v1/sessions/" + session)
                            .object()
                            .textAt("state")
                            .filter("joined"::equals)
                            .isPresent());
            redis.startAgain();
            Patience.until(
                    "the server to be well again",
                    () -> server.management().get("/healthz").status() == 200);
            try (Stream stream = server.api().events("/v1/sessions/" + session + "/events")) {
                stream.await(Told.JOINED);
                stream.await(TestBots.HERE);
                gapless(stream.told());
            }
            worker.send(Signal.KILL);
        }
    }

    private Program worker(Replica server) {
        return Botrunner.start(
                folder,
                List.of(
                        "runner",
                        "work",
                        "--link-url",
                        server.linkUrl(),
                        "--bots",
                        TestBots.FILE,
                        "--slots",
                        "2",
                        "--warm",
                        "0"),
                Map.of("BOTRUNNER_EVENTS_URL", redis.url("runner", "secret")));
    }

    private static void gapless(List<Told> told) {
        var last = new HashMap<String, Long>();
        for (Told event : told) {
            assertThat(event.sequence()).as(event.toString()).isEqualTo(last.getOrDefault(event.source(), 0L) + 1);
            last.put(event.source(), event.sequence());
        }
    }

    private static String join(Replica server, String room) {
        Json.Obj body =
                Json.obj().put("room_url", "https://rooms.example/" + room).build();
        return Joins.session(Joins.ask(server.api(), body, Map.of()));
    }
}
