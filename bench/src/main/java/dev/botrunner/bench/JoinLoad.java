package dev.botrunner.bench;

import dev.botrunner.session.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * How many {@code POST /join} a control server takes: {@code JoinLoad HOST:PORT [CONNECTIONS [SECONDS [WARM-UP
 * [PER-SECOND]]]]}. Each connection sends its next join as soon as the last is answered; with a rate, when it is time for
 * it, and what it was late counts.
 */
public final class JoinLoad {

    private static final String BODY =
            "{\"bot\":\"echo\",\"room_url\":\"https://meet.example/%s\",\"room_policy\":\"another\","
                    + "\"labels\":{\"team\":\"bench\"}}";

    private final String host;
    private final int port;
    private final LongAdder refused = new LongAdder();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();

    private JoinLoad(String address) {
        int colon = address.lastIndexOf(':');
        host = address.substring(0, colon);
        port = Integer.parseInt(address.substring(colon + 1));
    }

    public static void main(String[] args) throws Exception {
        var load = new JoinLoad(args[0]);
        int connections = args.length > 1 ? Integer.parseInt(args[1]) : 32;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 30;
        int warmUp = args.length > 3 ? Integer.parseInt(args[3]) : 20_000;
        double rate = args.length > 4 ? Double.parseDouble(args[4]) : 0;
        load.run(connections, Long.MAX_VALUE, warmUp / connections, 0);
        System.out.println("warm: " + warmUp + " joins done");
        if (seconds == 0) {
            return;
        }
        load.refused.reset();
        load.refusals.clear();
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        Latencies all = load.run(connections, start + seconds * 1_000_000_000L, Integer.MAX_VALUE, rate / connections);
        double took = (System.nanoTime() - start) / 1e9;
        double share = (system.getProcessCpuTime() - cpu) / 1e9 / took;
        System.out.printf(
                Locale.ROOT,
                "joins/s=%.0f refused=%d %s%s load-program-cpu=%.2f cores%n",
                all.count() / took,
                load.refused.sum(),
                load.refusals.isEmpty() ? "" : load.refusals + " ",
                all.summary(),
                share);
    }

    /** @param rate of each connection; 0: as fast as it can */
    private Latencies run(int connections, long until, int each, double rate) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Latencies> parts = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            var part = new Latencies();
            parts.add(part);
            byte[] request = KeepAlive.post("/v1/join", host + ":" + port, String.format(Locale.ROOT, BODY, "r" + i));
            long every = rate == 0 ? 0 : (long) (1e9 / rate);
            var pace = new Pace(System.nanoTime() + every * i / connections, every, until, each);
            threads.add(Thread.ofPlatform().start(() -> connection(request, pace, part)));
        }
        var all = new Latencies();
        for (int i = 0; i < connections; i++) {
            threads.get(i).join();
            all.addAll(parts.get(i));
        }
        return all;
    }

    private void refused(KeepAlive.Answer answer) {
        refused.increment();
        String code = ((Json.Obj) Json.parse(answer.body())).textAt("code").orElse("no code");
        refusals.computeIfAbsent(answer.status() + " " + code, _ -> new LongAdder())
                .increment();
    }

    /** When a connection sends its joins: in nanoseconds, until a time, so many at most. */
    private record Pace(long from, long every, long until, int most) {

        /** When the next one is due, which may have passed. */
        long due(int number) {
            return every == 0 ? System.nanoTime() : from + every * number;
        }
    }

    private void connection(byte[] request, Pace pace, Latencies times) {
        try (var connection = new KeepAlive(host, port)) {
            for (int i = 0; i < pace.most(); i++) {
                long due = pace.due(i);
                if (due >= pace.until()) {
                    return;
                }
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                var answer = connection.exchange(request);
                if (answer.status() == 202) {
                    times.add(System.nanoTime() - due);
                } else {
                    refused(answer);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The connection broke", e);
        }
    }
}
