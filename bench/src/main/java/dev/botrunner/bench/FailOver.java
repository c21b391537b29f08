package dev.botrunner.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What clients see when the control server that serves their streams and does all duties is killed: {@code FailOver
 * API-A API-B PID-OF-A [CLIENTS]}. A was started first, so it does the duties. Measured from the kill: the first
 * life-cycle event on a stream of B, the end of a session whose date came meanwhile, and when all clients of A have
 * resumed at B. Nobody takes sessions; {@code --auth none}.
 */
public final class FailOver {

    private final String first;
    private final String other;
    private final int clients;
    private final CountDownLatch open;
    private final CountDownLatch resumed;
    private final AtomicLong lastResumed = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();

    private FailOver(String first, String other, int clients) {
        this.first = first;
        this.other = other;
        this.clients = clients;
        this.open = new CountDownLatch(clients);
        this.resumed = new CountDownLatch(clients);
    }

    public static void main(String[] args) throws Exception {
        int clients = args.length > 3 ? Integer.parseInt(args[3]) : 200;
        new FailOver(args[0], args[1], clients).run(Long.parseLong(args[2]));
        System.exit(0);
    }

    private void run(long pid) throws Exception {
        join("warm", 300);
        for (int i = 0; i < clients; i++) {
            Thread.ofPlatform().daemon().start(this::client);
        }
        open.await();
        var events = new Events(other);
        Thread.ofPlatform().daemon().start(events::follow);
        events.open.await();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        long killed = System.nanoTime();
        join("after", 1);
        events.queued.await(60, TimeUnit.SECONDS);
        events.ended.await(60, TimeUnit.SECONDS);
        resumed.await(60, TimeUnit.SECONDS);
        System.out.printf(
                Locale.ROOT,
                "killed → next life-cycle event %.2f s, next date acted upon %.2f s (due 1.00 s), %d of %d clients resumed %.2f s, gaps %d%n",
                (events.queuedAt - killed) / 1e9,
                (events.endedAt - killed) / 1e9,
                clients - resumed.getCount(),
                clients,
                (lastResumed.get() - killed) / 1e9,
                gaps.get());
    }

    private void join(String room, int deadline) throws IOException {
        String body = "{\"bot\":\"echo\",\"room_url\":\"https://meet.example/" + room
                + "\",\"room_policy\":\"another\",\"start_deadline_seconds\":" + deadline + "}";
        try (var connection = ClaimLoad.connect(other)) {
            connection.exchange(KeepAlive.post("/v1/join", other, body));
        }
    }

    private static String streamRequest(String host, Optional<String> cursor) {
        return "GET /v1/events HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/event-stream\r\n"
                + cursor.map(id -> "Last-Event-ID: " + id + "\r\n").orElse("") + "\r\n";
    }

    /** Reads from the first server until that is gone, then goes on at the other one. */
    private void client() {
        String cursor = "";
        try (var stream = ClaimLoad.connect(first)) {
            stream.send(streamRequest(first, Optional.empty()).getBytes(StandardCharsets.US_ASCII));
            while (true) {
                String line = stream.line();
                if (line.startsWith("id: ")) {
                    boolean begins = cursor.isEmpty();
                    cursor = line.substring(4);
                    if (begins) {
                        open.countDown();
                    }
                }
            }
        } catch (IOException gone) {
            resume(cursor);
        }
    }

    private void resume(String cursor) {
        try (var stream = ClaimLoad.connect(other)) {
            stream.send(streamRequest(other, Optional.of(cursor)).getBytes(StandardCharsets.US_ASCII));
            while (true) {
                String line = stream.line();
                if (line.startsWith("data: ") && line.contains("\"resumed\"")) {
                    if (!line.contains("\"gap\":false")) {
                        gaps.incrementAndGet();
                    }
                    lastResumed.accumulateAndGet(System.nanoTime(), Math::max);
                    resumed.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The stream at the other server broke", e);
        }
    }

    /** What the other server tells of the session that was joined after the kill. */
    private static final class Events {
        private final String host;
        private final CountDownLatch open = new CountDownLatch(1);
        private final CountDownLatch queued = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile long queuedAt;
        private volatile long endedAt;

        private Events(String host) {
            this.host = host;
        }

        private void follow() {
            try (var stream = ClaimLoad.connect(host)) {
                stream.send(streamRequest(host, Optional.empty()).getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    String line = stream.line();
                    if (line.startsWith("event: stream.open")) {
                        open.countDown();
                    } else if (line.contains("\"bot.session.queued\"") && queued.getCount() > 0) {
                        queuedAt = System.nanoTime();
                        queued.countDown();
                    } else if (line.contains("\"bot.session.end\"")) {
                        endedAt = System.nanoTime();
                        ended.countDown();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The stream broke", e);
            }
        }
    }
}
