package dev.botrunner.bench;

import dev.botrunner.session.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long from join to {@code bot.session.running}, as seen on the tenant's stream: {@code StartLoad HOST:PORT COUNT
 * PER-SECOND [BOT [DEADLINE-SECONDS]]}. A rate of 0 sends each join when the one before runs. Stops each session once it
 * runs. The server is warmed up by joins that it refuses: what is measured is a start, not the first use of a class.
 */
public final class StartLoad {

    private static final int WARM_UP = 300;

    private final String host;
    private final int port;
    private final String bot;
    private final int deadline;
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Long>> stages = new ConcurrentHashMap<>();
    private final CountDownLatch open = new CountDownLatch(1);

    private StartLoad(String[] args) {
        int colon = args[0].lastIndexOf(':');
        host = args[0].substring(0, colon);
        port = Integer.parseInt(args[0].substring(colon + 1));
        bot = args.length > 3 ? args[3] : "echo";
        deadline = args.length > 4 ? Integer.parseInt(args[4]) : 60;
    }

    public static void main(String[] args) throws Exception {
        var load = new StartLoad(args);
        int count = Integer.parseInt(args[1]);
        double rate = Double.parseDouble(args[2]);
        Thread.ofPlatform().daemon().start(load::follow);
        load.open.await();
        load.warmUp();
        load.join(count, rate);
        load.await(count);
        load.report(count);
    }

    private void warmUp() throws IOException {
        try (var connection = new KeepAlive(host, port)) {
            byte[] refused =
                    KeepAlive.post("/v1/join", host, "{\"bot\":\"nobody\",\"room_url\":\"https://meet.example/w\"}");
            for (int i = 0; i < WARM_UP; i++) {
                connection.exchange(refused);
            }
        }
    }

    private void join(int count, double rate) throws IOException {
        long start = System.nanoTime();
        try (var connection = new KeepAlive(host, port)) {
            for (int i = 0; i < count; i++) {
                if (rate > 0) {
                    pauseUntil(start + (long) (i * 1e9 / rate));
                }
                String body = String.format(
                        Locale.ROOT,
                        "{\"bot\":\"%s\",\"room_url\":\"https://meet.example/s%d\",\"room_policy\":\"another\",\"start_deadline_seconds\":%d}",
                        bot,
                        i,
                        deadline);
                long sent = System.nanoTime();
                var answer = connection.exchange(KeepAlive.post("/v1/join", host, body));
                if (answer.status() != 202) {
                    System.out.println("refused: " + answer.status() + " " + answer.body());
                    continue;
                }
                String id = ((Json.Obj) Json.parse(answer.body()))
                        .textAt("session_id")
                        .orElseThrow();
                asked.put(id, sent);
                if (rate == 0) {
                    awaitRunning(id);
                }
            }
        }
    }

    private void awaitRunning(String id) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(deadline + 5L);
        while (!seen.containsKey(id) && System.nanoTime() < limit) {
            LockSupport.parkNanos(200_000);
        }
    }

    private void await(int count) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(deadline + 30L);
        while (seen.size() < count && System.nanoTime() < limit) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void pauseUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void follow() {
        try (var stream = new KeepAlive(host, port)) {
            String request = "GET /v1/events?type=bot.session.* HTTP/1.1\r\nHost: " + host
                    + "\r\nAccept: text/event-stream\r\n\r\n";
            stream.send(request.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                String line = stream.line();
                if (line.startsWith("event: stream.open")) {
                    open.countDown();
                } else if (line.startsWith("data: {\"specversion")) {
                    event((Json.Obj) Json.parse(line.substring(6)), System.nanoTime());
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The stream broke", e);
        }
    }

    private void event(Json.Obj envelope, long now) throws IOException {
        String id = envelope.textAt("subject").orElseThrow();
        String type = envelope.textAt("type").orElseThrow();
        stages.computeIfAbsent(id, _ -> new ConcurrentHashMap<>()).putIfAbsent(type, now);
        if (type.equals("bot.session.running")) {
            seen.putIfAbsent(id, now);
            stop(id);
        } else if (type.equals("bot.session.end")) {
            seen.putIfAbsent(id, -1L);
        }
    }

    private void stop(String id) throws IOException {
        try (var connection = new KeepAlive(host, port)) {
            String request = "DELETE /v1/sessions/" + id + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
            connection.exchange(request.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void report(int count) {
        var whole = new Latencies();
        Map<String, Latencies> phases = new LinkedHashMap<>();
        int lost = 0;
        for (var entry : asked.entrySet()) {
            long running = Optional.ofNullable(seen.get(entry.getKey())).orElse(0L);
            if (running <= 0) {
                lost++;
                continue;
            }
            whole.add(running - entry.getValue());
            long before = entry.getValue();
            for (String type : new String[] {"queued", "starting", "running"}) {
                Long at = stages.getOrDefault(entry.getKey(), Map.of()).get("bot.session." + type);
                if (at != null) {
                    phases.computeIfAbsent(type, _ -> new Latencies()).add(at - before);
                    before = at;
                }
            }
        }
        System.out.println("join to running: asked=" + count + " not-running=" + lost + " " + whole.summary());
        phases.forEach((phase, times) -> System.out.println("  to " + phase + ": " + times.summary()));
    }
}
