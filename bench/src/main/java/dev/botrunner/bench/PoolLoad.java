package dev.botrunner.bench;

import dev.botrunner.session.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How quickly pods that wait take sessions: {@code PoolLoad URL KEY BOT JOINS PER-SECOND}. Each join is sent at its time,
 * whatever became of those before; times are those of the sessions' own timelines, by the store's clock.
 */
public final class PoolLoad {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final List<String> PHASES = List.of("claimed", "running", "joined");

    private final Semaphore never = new Semaphore(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String key;

    private PoolLoad(String url, String key) {
        this.url = url;
        this.key = key;
    }

    public static void main(String[] args) throws Exception {
        new PoolLoad(args[0], args[1]).run(args[2], Integer.parseInt(args[3]), Double.parseDouble(args[4]));
    }

    private void run(String bot, int joins, double perSecond) throws IOException, InterruptedException {
        List<String> sessions = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < joins; i++) {
            long at = start + (long) (i / perSecond * 1e9);
            pause(at - System.nanoTime());
            var body = Json.obj().put("bot", bot).put("room_url", "https://meet.example/pool-" + start + "-" + i);
            sessions.add(
                    send("POST", "/v1/join", body.build()).textAt("session_id").orElseThrow());
        }
        Map<String, Latencies> times = new TreeMap<>();
        int launched = 0;
        for (String session : sessions) {
            Json.Obj document = awaitJoined(session);
            boolean cold = reached(document, times);
            launched += cold ? 1 : 0;
        }
        times.forEach((phase, latencies) -> System.out.println("join → " + phase + ": " + latencies.summary()));
        System.out.printf(Locale.ROOT, "joins=%d at %.1f/s, of waiting pods: %d%n", joins, perSecond, joins - launched);
        for (String session : sessions) {
            send("DELETE", "/v1/sessions/" + session, Json.Obj.EMPTY);
        }
    }

    /** Whether it was launched since no pod came. */
    private static boolean reached(Json.Obj document, Map<String, Latencies> times) {
        List<Json> timeline = document.itemsAt("timeline").orElseThrow();
        Instant accepted = Instant.MIN;
        boolean cold = false;
        for (Json item : timeline) {
            var entry = (Json.Obj) item;
            String phase = entry.textAt("phase").orElseThrow();
            Instant at = Instant.parse(entry.textAt("at").orElseThrow());
            if (phase.equals("accepted")) {
                accepted = at;
            }
            cold |= phase.equals("created");
            if (PHASES.contains(phase)) {
                times.computeIfAbsent(phase, _ -> new Latencies())
                        .add(Duration.between(accepted, at).toNanos());
            }
        }
        return cold;
    }

    private Json.Obj awaitJoined(String session) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (true) {
            Json.Obj document = send("GET", "/v1/sessions/" + session, Json.Obj.EMPTY);
            String state = document.textAt("state").orElse("");
            if (state.equals("joined") || state.equals("ended")) {
                return document;
            }
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException("Session " + session + " is " + state + " after " + PATIENCE);
            }
            pause(LOOK_EVERY.toNanos());
        }
    }

    private void pause(long nanos) throws InterruptedException {
        var _ = never.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    private Json.Obj send(String method, String path, Json.Obj body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.members().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.text()))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " was answered with " + answer.statusCode());
        }
        return (Json.Obj) Json.parse(answer.body());
    }
}
