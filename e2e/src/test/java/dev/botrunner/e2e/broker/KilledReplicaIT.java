package dev.botrunner.e2e.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.e2e.stand.Frame;
import dev.botrunner.e2e.stand.Joins;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stream;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.loop.TaskGroup;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Published;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.SampleEvents;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams outlive the control server that serves them: another one goes on where it was. */
@ExtendWith(LogsOnFailure.class)
@Timeout(240)
class KilledReplicaIT {

    private static final int SESSIONS = 20;
    private static final int CLIENTS = 200;
    private static final int EVENTS = 120;
    private static final int BEFORE = 40;

    private final Path folder = Folders.make();
    private final RedisServer redis = RedisServer.start(RedisPlan.DURABLE);
    private final EventTransport broker = transport(redis.url());
    private final List<SampleEvents> sessions = new ArrayList<>();

    @AfterEach
    void end() {
        broker.close();
        redis.close();
        Folders.remove(folder);
    }

    @Test
    void twoHundredStreamsGoOnAtTheOtherServerWithoutALoss() throws InterruptedException {
        TestBots.write(folder, Topology.PLAIN);
        var followers = new ArrayList<Follower>();
        try (Replica one = Replica.start(folder, "--queue", redis.url());
                Replica other = Replica.start(folder, "--queue", redis.url());
                TaskGroup group = TaskGroup.open("publisher")) {
            for (int session = 0; session < SESSIONS; session++) {
                sessions.add(joined(one));
            }
            for (int client = 0; client < CLIENTS; client++) {
                String session = sessions.get(client % SESSIONS).session().value();
                // Most follow the session, some their tenant.
                boolean own = client < CLIENTS - SESSIONS;
                String path = own ? "/v1/sessions/" + session + "/events" : "/v1/events?session=" + session;
                followers.add(new Follower(one.api(), session, path));
            }
            var go = new CountDownLatch(1);
            group.fork(() -> say(go));
            followers.forEach(follower -> follower.await(BEFORE / 2));
            go.countDown();
            one.kill();
            for (Follower follower : followers) {
                Frame open = follower.goOn(other.api());
                assertThat(open.data().boolAt("resumed")).as(open.toString()).contains(true);
                assertThat(open.data().boolAt("gap")).as(open.toString()).contains(false);
            }
            group.join();
            followers.forEach(follower -> follower.await(EVENTS));
            followers.forEach(follower -> follower.assertWhole(EVENTS));
        } finally {
            followers.forEach(Follower::close);
        }
    }

    @Test
    void whoComesBackAfterWhatTheBrokerKeepsIsToldOfTheGap() throws InterruptedException {
        TestBots.write(folder, Topology.PLAIN);
        try (Replica server = Replica.start(folder, "--queue", redis.url())) {
            SampleEvents events = joined(server);
            String path = "/v1/sessions/" + events.session() + "/events";
            String cursor;
            try (Stream stream = server.api().events(path)) {
                stream.await(Told.QUEUED);
                publish(List.of(events.said()));
                stream.await("bot.turn.user");
                cursor = stream.cursor();
            }
            for (int time = 0; time < 20; time++) {
                publish(List.of(events.said()));
            }
            redis.call("XTRIM", "{botrunner:e}:session:" + events.session(), "MAXLEN", "5");
            try (Stream stream = server.api().events(path, cursor)) {
                Frame open = stream.awaitNotice("stream.open");
                assertThat(open.data().boolAt("gap")).contains(true);
                assertThat(open.data().boolAt("resumed")).contains(false);
                assertThat(open.data().textAt("earliest")).isPresent();
                assertThat(stream.awaitAll("what is left", all -> all.size() >= 5))
                        .extracting(told -> told.sequence())
                        .containsExactly(17L, 18L, 19L, 20L, 21L);
            }
        }
    }

    @Test
    void aServerWithoutItsBrokerSaysSoAndTakesJoinsAllTheSame() {
        TestBots.write(folder, Topology.PLAIN);
        try (RedisServer queue = RedisServer.start(RedisPlan.DURABLE);
                Replica server = Replica.start(folder, "--queue", queue.url(), "--events", redis.url())) {
            assertThat(server.management().get("/healthz").status()).isEqualTo(200);
            redis.kill();
            var health = server.management().get("/healthz");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.body()).contains("Redis, which carries the events");
            assertThat(server.api().call("GET", "/v1/events", Map.of()).status())
                    .isEqualTo(503);
            SampleEvents session = joined(server);
            redis.startAgain();
            Patience.until(
                    "the server to be well again",
                    () -> server.management().get("/healthz").status() == 200);
            try (Stream stream = server.api().events("/v1/sessions/" + session.session() + "/events")) {
                stream.await(Told.QUEUED);
            }
        }
    }

    /** A session that nobody starts: this test speaks for its runner. */
    private static SampleEvents joined(Replica server) {
        var body = Json.obj()
                .put("room_url", "https://rooms.example/killed")
                .put("room_policy", "another")
                .put("start_deadline_seconds", 3_600);
        String id = Joins.session(Joins.ask(server.api(), body.build(), Map.of()));
        return SampleEvents.of(new SessionId(id), Tenant.DEFAULT);
    }

    private boolean say(CountDownLatch go) throws InterruptedException {
        for (int round = 1; round <= EVENTS; round++) {
            if (round > BEFORE) {
                go.await();
            }
            publish(sessions.stream().map(SampleEvents::said).toList());
        }
        return true;
    }

    /** As a mirror does: again until it is taken. */
    private void publish(List<Envelope> batch) throws InterruptedException {
        while (true) {
            try {
                assertThat(broker.publish(batch)).isEqualTo(Published.all(batch.size()));
                return;
            } catch (DependencyException notNow) {
                Thread.onSpinWait();
            }
        }
    }

    private static EventTransport transport(String url) {
        return ServiceLoader.load(TransportProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.schemes().contains("redis"))
                .findFirst()
                .orElseThrow()
                .open(new TransportProvider.Options(url, Ticker.system(), Duration.ofHours(24)));
    }
}
