package dev.botrunner.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many {@code POST /join} a control server takes: {@code JoinLoad HOST:PORT [CONNECTIONS [SECONDS [WARM-UP]]]}. Each
 * connection sends its next join as soon as the last is answered.
 */
public final class JoinLoad {

    private static final String BODY =
            "{\"bot\":\"echo\",\"room_url\":\"https://meet.example/%s\",\"room_policy\":\"another\","
                    + "\"labels\":{\"team\":\"bench\"}}";

    private final String host;
    private final int port;
    private final LongAdder refused = new LongAdder();

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
        load.run(connections, Long.MAX_VALUE, warmUp / connections);
        System.out.println("warm: " + warmUp + " joins done");
        if (seconds == 0) {
            return;
        }
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        Latencies all = load.run(connections, start + seconds * 1_000_000_000L, Integer.MAX_VALUE);
        double took = (System.nanoTime() - start) / 1e9;
        double share = (system.getProcessCpuTime() - cpu) / 1e9 / took;
        System.out.printf(
                Locale.ROOT,
                "joins/s=%.0f refused=%d %s load-program-cpu=%.2f cores%n",
                all.count() / took,
                load.refused.sum(),
                all.summary(),
                share);
    }

    private Latencies run(int connections, long until, int each) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Latencies> parts = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            var part = new Latencies();
            parts.add(part);
            byte[] request = KeepAlive.post("/v1/join", host + ":" + port, String.format(Locale.ROOT, BODY, "r" + i));
            threads.add(Thread.ofPlatform().start(() -> connection(request, until, each, part)));
        }
        var all = new Latencies();
        for (int i = 0; i < connections; i++) {
            threads.get(i).join();
            all.addAll(parts.get(i));
        }
        return all;
    }

    private void connection(byte[] request, long until, int each, Latencies times) {
        try (var connection = new KeepAlive(host, port)) {
            for (int i = 0; i < each; i++) {
                long start = System.nanoTime();
                if (start >= until) {
                    return;
                }
                if (connection.exchange(request).status() == 202) {
                    times.add(System.nanoTime() - start);
                } else {
                    refused.increment();
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The connection broke", e);
        }
    }
}
