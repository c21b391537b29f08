package dev.botrunner.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Author;
import dev.botrunner.publish.LocalBus;
import dev.botrunner.publish.MirroringBus;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * How long an event takes from a runner to the clients of its session, through a broker: {@code StreamLoad API-URL
 * BROKER-URL [RATE [SOURCES [CLIENTS [SECONDS]]]]}. Joins a session for each source, which nobody needs to start; each
 * source mirrors to the broker itself, each client follows one of the sessions. The server runs with {@code --auth none}
 * and the same broker; its bot's start deadline ends what is left.
 */
public final class StreamLoad {

    private static final String MARK = "\"sent\":\"";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String api;
    private final String broker;
    private final List<Latencies> latencies = new ArrayList<>();
    private volatile long measureFrom = Long.MAX_VALUE;

    private StreamLoad(String api, String broker) {
        this.api = api;
        this.broker = broker;
    }

    public static void main(String[] args) throws Exception {
        int rate = args.length > 2 ? Integer.parseInt(args[2]) : 5_000;
        int sources = args.length > 3 ? Integer.parseInt(args[3]) : 50;
        int clients = args.length > 4 ? Integer.parseInt(args[4]) : 200;
        int seconds = args.length > 5 ? Integer.parseInt(args[5]) : 30;
        var load = new StreamLoad(args[0], args[1]);
        load.run(rate, sources, clients, seconds);
        System.exit(0);
    }

    private void run(int rate, int sources, int clients, int seconds) throws Exception {
        var sessions = new ArrayList<SessionId>();
        for (int source = 0; source < sources; source++) {
            sessions.add(join(source));
        }
        var open = new CountDownLatch(clients);
        for (int client = 0; client < clients; client++) {
            var own = new Latencies();
            latencies.add(own);
            SessionId session = sessions.get(client % sources);
            Thread.ofVirtual().start(() -> follow(session, own, open));
        }
        open.await();
        long start = System.nanoTime();
        // The first third is to warm up.
        measureFrom = start + seconds * 1_000_000_000L / 3;
        long until = start + seconds * 1_000_000_000L;
        var speaking = new ArrayList<Thread>();
        for (SessionId session : sessions) {
            speaking.add(Thread.ofVirtual().start(() -> speak(session, 1_000_000_000L * sources / rate, until)));
        }
        for (Thread one : speaking) {
            one.join();
        }
        LockSupport.parkNanos(1_000_000_000L);
        var all = new Latencies();
        latencies.forEach(all::addAll);
        double measured = (until - measureFrom) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "rate=%d/s sources=%d clients=%d delivered/s=%.0f (expected %.0f) %s%n",
                rate,
                sources,
                clients,
                all.count() / measured,
                (double) rate * clients / sources,
                all.summary());
    }

    private SessionId join(int room) throws IOException, InterruptedException {
        String body = "{\"room_url\":\"https://meet.example/load" + room
                + "\",\"room_policy\":\"another\",\"start_deadline_seconds\":600}";
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(api + "/v1/join"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new SessionId(Json.parse(answer.body().getBytes(UTF_8))
                .asObj()
                .flatMap(document -> document.textAt("session_id"))
                .orElseThrow(() -> new IllegalStateException("No session: " + answer.body())));
    }

    private void follow(SessionId session, Latencies own, CountDownLatch open) {
        try {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(URI.create(api + "/v1/sessions/" + session + "/events"))
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int mark = line.indexOf(MARK);
                if (mark >= 0) {
                    long now = System.nanoTime();
                    long sent = Long.parseLong(line, mark + MARK.length(), line.indexOf('"', mark + MARK.length()), 10);
                    if (sent >= measureFrom) {
                        own.add(now - sent);
                    }
                } else if (line.startsWith("event: stream.open")) {
                    open.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A stream broke", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void speak(SessionId session, long everyNanos, long until) {
        var author = new Author(session, 1, Tenant.DEFAULT, new BotName("bench"), Optional.empty());
        var local = new LocalBus(author, Ticker.system(), new SecureRandom());
        try (var bus = new MirroringBus(local, Brokers.open(broker), MirroringBus.Lifecycle.LEFT_OUT, Ticker.system())
                .start()) {
            String text = "Well, that depends on what you would like to have for dinner tonight, does it not?";
            for (long next = System.nanoTime(); next < until; next += everyNanos) {
                LockSupport.parkNanos(next - System.nanoTime());
                Json.Obj data = Json.obj()
                        .put("text", text)
                        .put("sent", Long.toString(System.nanoTime()))
                        .build();
                bus.publish("bot.turn.bot", data);
            }
            LockSupport.parkNanos(500_000_000L);
        }
    }
}
