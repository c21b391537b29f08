package dev.botrunner.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Author;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.LocalBus;
import dev.botrunner.publish.MirroringBus;
import dev.botrunner.publish.Published;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Ulid;
import dev.botrunner.testkit.redis.RedisServer;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How many events one runner brings to Redis by itself, beside what {@code redis-benchmark} reaches with a bare {@code
 * XADD} of the same size at the same depth: {@code MirrorLoad [SECONDS]}. Starts its own Redis.
 */
public final class MirrorLoad {

    /** As many as a mirror sends before it waits for an answer. */
    private static final int DEPTH = 256;

    /** Well below the places of the mirror's ring, so that nothing is dropped. */
    private static final int AHEAD = 8_192;

    private static final Json.Obj DATA = Json.obj()
            .put("text", "Well, that depends on what you would like to have for dinner tonight, does it not?")
            .build();

    private final AtomicLong accepted = new AtomicLong();

    private MirrorLoad() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        for (int round = 1; round <= 3; round++) {
            double bare;
            double mirrored;
            int size;
            try (RedisServer server = RedisServer.start()) {
                size = new MirrorLoad().size();
                bare = bare(server, size);
                server.call("FLUSHALL");
                mirrored = new MirrorLoad().mirror(server.url(), Duration.ofSeconds(seconds));
            }
            System.out.printf(
                    Locale.ROOT,
                    "round=%d event=%d bytes, redis-benchmark XADD -c 1 -P %d=%.0f/s, mirror=%.0f/s, ratio=%.2f%n",
                    round,
                    size,
                    DEPTH,
                    bare,
                    mirrored,
                    mirrored / bare);
        }
    }

    /** Events a second, acknowledged. */
    private double mirror(String url, Duration duration) throws InterruptedException {
        var bus = new MirroringBus(
                        local(), counting(Brokers.open(url)), MirroringBus.Lifecycle.LEFT_OUT, Ticker.system())
                .start();
        try (bus) {
            long published = 0;
            long start = System.nanoTime();
            long measured = start;
            long before = 0;
            while (System.nanoTime() - start < 2 * duration.toNanos()) {
                if (published - accepted.get() >= AHEAD) {
                    LockSupport.parkNanos(50_000);
                    continue;
                }
                for (int time = 0; time < 64; time++) {
                    bus.publish("bot.turn.bot", DATA);
                }
                published += 64;
                if (before == 0 && System.nanoTime() - start > duration.toNanos()) {
                    // The first half was to warm up.
                    before = accepted.get();
                    measured = System.nanoTime();
                }
            }
            double rate = (accepted.get() - before) / ((System.nanoTime() - measured) / 1e9);
            if (bus.lost() > 0) {
                throw new IllegalStateException(bus.lost() + " events were dropped: nothing was measured");
            }
            return rate;
        }
    }

    private int size() {
        return EnvelopeJson.bytes(local().publish("bot.turn.bot", DATA)).length;
    }

    private static LocalBus local() {
        var author = new Author(
                new SessionId(Ulid.of(System.currentTimeMillis(), new SecureRandom())),
                1,
                Tenant.DEFAULT,
                new BotName("bench"),
                Optional.empty());
        return new LocalBus(author, Ticker.system(), new SecureRandom());
    }

    private EventOutlet counting(EventOutlet broker) {
        return new EventOutlet() {
            @Override
            public Published publish(List<Envelope> batch) throws InterruptedException {
                Published published = broker.publish(batch);
                accepted.addAndGet(published.accepted());
                return published;
            }

            @Override
            public void close() {
                broker.close();
            }
        };
    }

    private static double bare(RedisServer server, int size) throws IOException, InterruptedException {
        Process benchmark = new ProcessBuilder(
                        "redis-benchmark",
                        "-p",
                        String.valueOf(server.port()),
                        "-c",
                        "1",
                        "-P",
                        String.valueOf(DEPTH),
                        "-n",
                        "3000000",
                        "--csv",
                        "XADD",
                        "bare",
                        "MAXLEN",
                        "~",
                        "10000",
                        "*",
                        "e",
                        "x".repeat(size))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(benchmark.getInputStream().readAllBytes(), UTF_8);
        if (benchmark.waitFor() != 0) {
            throw new IllegalStateException("redis-benchmark failed: " + said);
        }
        // The last line: the command, which holds commas itself in quotes, then the rate, then latencies.
        String last = said.strip().lines().toList().getLast();
        String rest = last.substring(last.indexOf("\",\"") + 3);
        return Double.parseDouble(rest.substring(0, rest.indexOf('"')));
    }
}
