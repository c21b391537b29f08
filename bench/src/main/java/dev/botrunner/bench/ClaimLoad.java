package dev.botrunner.bench;

import dev.botrunner.session.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How long from join to {@code bot.session.starting}, as seen on the tenant's stream, where workers wait for work and start
 * nothing: {@code ClaimLoad API-HOST:PORT LINK-HOST:PORT COUNT PER-SECOND [WORKERS]}. Each session is stopped once it
 * starts. The server runs with {@code --auth none}. The first half of the joins warms up and is not counted.
 */
public final class ClaimLoad {

    private static final int STOPPING = 2;

    private final String api;
    private final String link;
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private final BlockingQueue<String> toStop = new LinkedBlockingQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();

    private ClaimLoad(String api, String link) {
        this.api = api;
        this.link = link;
    }

    public static void main(String[] args) throws Exception {
        var load = new ClaimLoad(args[0], args[1]);
        int count = Integer.parseInt(args[2]);
        double rate = Double.parseDouble(args[3]);
        int workers = args.length > 4 ? Integer.parseInt(args[4]) : 8;
        Thread.ofPlatform().daemon().start(load::follow);
        load.open.await();
        for (int i = 0; i < workers; i++) {
            String me = "bench-" + i;
            Thread.ofPlatform().daemon().start(() -> load.work(me));
        }
        for (int i = 0; i < STOPPING; i++) {
            Thread.ofPlatform().daemon().start(load::stop);
        }
        load.join(count, rate);
        load.report(count / 2);
        System.exit(0);
    }

    static KeepAlive connect(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        return new KeepAlive(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    private void work(String me) {
        try (var connection = connect(link)) {
            while (true) {
                String body = String.format(
                        Locale.ROOT,
                        "{\"instance\":\"%s\",\"request_id\":\"%s-%d\",\"bots\":[\"echo\"],\"children\":[],\"wait_seconds\":10}",
                        me,
                        me,
                        requests.incrementAndGet());
                connection.exchange(KeepAlive.post("/link/v1/claim", link, body));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The link broke", e);
        }
    }

    private void join(int count, double rate) throws IOException {
        try (var connection = connect(api)) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long at = start + (long) (i * 1e9 / rate);
                for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                String body = "{\"bot\":\"echo\",\"room_url\":\"https://meet.example/c" + i + "\"}";
                long sent = System.nanoTime();
                var answer = connection.exchange(KeepAlive.post("/v1/join", api, body));
                if (answer.status() == 202) {
                    asked.put(id(answer.body()), sent);
                }
            }
        }
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (seen.size() < asked.size() && System.nanoTime() < limit) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    static String id(String document) {
        return ((Json.Obj) Json.parse(document)).textAt("session_id").orElseThrow();
    }

    private void follow() {
        try (var stream = connect(api)) {
            String request = "GET /v1/events?type=bot.session.starting HTTP/1.1\r\nHost: " + api
                    + "\r\nAccept: text/event-stream\r\n\r\n";
            stream.send(request.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                String line = stream.line();
                if (line.startsWith("event: stream.open")) {
                    open.countDown();
                } else if (line.startsWith("data: {\"specversion")) {
                    String session = ((Json.Obj) Json.parse(line.substring(6)))
                            .textAt("subject")
                            .orElseThrow();
                    seen.putIfAbsent(session, System.nanoTime());
                    toStop.add(session);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The stream broke", e);
        }
    }

    /** Apart from who follows: an answer that is waited for must not hold up what is timed. */
    private void stop() {
        try (var connection = connect(api)) {
            while (true) {
                String stop = "DELETE /v1/sessions/" + toStop.take() + " HTTP/1.1\r\nHost: " + api + "\r\n\r\n";
                connection.exchange(stop.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A stop was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(int warmUp) {
        var times = new Latencies();
        asked.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .skip(warmUp)
                .filter(entry -> seen.containsKey(entry.getKey()))
                .forEach(entry -> times.add(Math.max(0, seen.getOrDefault(entry.getKey(), 0L) - entry.getValue())));
        System.out.println(
                "join to starting: joined=" + asked.size() + " started=" + seen.size() + " " + times.summary());
    }
}
