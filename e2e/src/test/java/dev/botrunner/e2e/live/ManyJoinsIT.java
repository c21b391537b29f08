package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.End;
import dev.botrunner.e2e.stand.Joins;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.e2e.stand.SessionAudit;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Stream;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.loop.Threads;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Probe;
import dev.botrunner.testkit.process.Signal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many joins at once, while runners are killed at random. */
@ExtendWith(LogsOnFailure.class)
@Timeout(400)
class ManyJoinsIT {

    private static final long SEED = 20_261_124;

    @ParameterizedTest
    @CsvSource({"PLAIN, 200", "DEV, 40", "REDIS, 40"})
    void eachAcceptedSessionEndsOnceAndNoneRunsTwice(Topology topology, int sessions) {
        try (Stand stand = Stand.start(StandPlan.of(topology).slots(5).warm(2));
                Stream all = stand.api().events("/v1/events")) {
            all.awaitNotice("stream.open");
            Set<String> accepted = join(stand, sessions);
            kill(stand, all, accepted);
            List<Told> told = all.awaitAll(
                    "the end of all sessions",
                    seen -> seen.stream().filter(event -> event.is(Told.END)).count() >= sessions);
            Map<String, List<Told>> bySession = told.stream().collect(Collectors.groupingBy(Told::session));
            assertThat(bySession.keySet()).isEqualTo(accepted);
            var words = new TreeMap<String, Integer>();
            bySession.forEach((session, events) -> {
                End end = SessionAudit.check(session, events, false);
                words.merge(end.word(), 1, Integer::sum);
                assertRecordAgrees(stand, session, end);
            });
            assertThat(words.keySet()).isSubsetOf("completed/done", "failed/bot_crashed");
            assertThat(words).containsKey("completed/done");
            noneRanTwice(told);
            stand.drain();
        }
    }

    private static Set<String> join(Stand stand, int sessions) {
        Probe<Reply> replies = new Probe<>(Duration.ofSeconds(60));
        for (int i = 0; i < sessions; i++) {
            Json.Obj body = Json.obj()
                    .put("bot", "brief")
                    .put("room_url", "https://rooms.example/many-" + i)
                    .put("start_deadline_seconds", 600)
                    .build();
            Threads.virtual("join " + i, () -> replies.add(Joins.ask(stand.api(), body, Map.of())));
        }
        List<Reply> all = replies.awaitAll("all answers", list -> list.size() == sessions);
        return all.stream()
                .map(reply -> reply.object().textAt("session_id").orElseThrow())
                .collect(Collectors.toSet());
    }

    /** Kills a runner of every sixth session or so, at whatever it is doing when its event has come here. */
    private static void kill(Stand stand, Stream all, Set<String> accepted) {
        var random = new Random(SEED);
        for (String victim : accepted.stream().sorted().toList()) {
            if (random.nextInt(6) == 0) {
                Threads.virtual("kill " + victim, () -> {
                    Told here = all.await(
                            "a place of " + victim,
                            told -> told.is(TestBots.HERE) && told.session().equals(victim));
                    stand.send(Signal.KILL, here.data().integerAt("runner").orElseThrow());
                });
            }
        }
    }

    private static void assertRecordAgrees(Stand stand, String session, End end) {
        Json.Obj record = stand.api().get("/v1/sessions/" + session).object();
        assertThat(record.textAt("state")).contains("ended");
        assertThat(record.objAt("end").orElseThrow().textAt("reason")).contains(end.reason());
    }

    /** One program for each attempt, and one process for each program. */
    private static void noneRanTwice(List<Told> told) {
        var places = new HashSet<String>();
        told.stream()
                .filter(event -> event.is(TestBots.HERE))
                .forEach(event -> assertThat(places.add(event.session() + " " + event.attempt()))
                        .as(event.toString())
                        .isTrue());
    }
}
