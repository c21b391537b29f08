package dev.botrunner.bench;

import java.util.Arrays;
import java.util.Locale;

/** Times in nanoseconds, and what stands at which rank. Confined to one thread until they are added up. */
final class Latencies {

    private long[] nanos = new long[1024];
    private int count;

    void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = time;
    }

    void addAll(Latencies other) {
        for (int i = 0; i < other.count; i++) {
            add(other.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    /** Such as {@code n=100 p50=1.2 p90=2.0 p99=3.4 max=4.5 ms}. */
    String summary() {
        if (count == 0) {
            return "n=0";
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "n=%d p50=%.2f p90=%.2f p99=%.2f max=%.2f ms",
                count,
                rank(sorted, 50),
                rank(sorted, 90),
                rank(sorted, 99),
                sorted[count - 1] / 1e6);
    }

    private static double rank(long[] sorted, int percent) {
        int index = (int) Math.ceil(sorted.length * percent / 100.0) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }
}
