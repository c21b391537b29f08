package dev.botrunner.control.measure;

import dev.botrunner.control.http.Observer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.DoubleSupplier;

/** All meters of this process. From any thread. */
public final class Meters implements Observer {

    static final String PREFIX = "botrunner_";

    private static final int STATUSES = 600;
    private static final Duration[] JOINS = millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, AtomicReferenceArray<Counter>> requests = new ConcurrentHashMap<>();

    /** The registry itself lets go of what it asks, and a count whose keeper is gone stands still. */
    private final List<DoubleSupplier> counted = new CopyOnWriteArrayList<>();

    private final Timer joins = Timer.builder(PREFIX + "join.duration")
            .description("From the first byte of a join to its answer; joins that ask to wait are left out")
            .serviceLevelObjectives(JOINS)
            .register(registry);

    @Override
    public void answered(String route, int status, long nanos, boolean waited) {
        request(route, status).increment();
        if (!waited && route.endsWith("/join")) {
            joins.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** A value that is asked for when it is wanted. One that fails is not a number. */
    public void gauge(String name, String what, DoubleSupplier value) {
        Gauge.builder(PREFIX + name, value, DoubleSupplier::getAsDouble)
                .description(what)
                .strongReference(true)
                .register(registry);
    }

    /** A count that somebody else keeps, without its {@code _total}. */
    public void count(String name, String what, DoubleSupplier value) {
        counted.add(value);
        FunctionCounter.builder(PREFIX + name, value, DoubleSupplier::getAsDouble)
                .description(what)
                .register(registry);
    }

    /** As Prometheus reads it. */
    public String text() {
        return registry.scrape();
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    static Duration[] millis(long... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofMillis(bounds[i]);
        }
        return durations;
    }

    private Counter request(String route, int status) {
        AtomicReferenceArray<Counter> byStatus =
                requests.computeIfAbsent(route, _ -> new AtomicReferenceArray<>(STATUSES));
        int place = Math.clamp(status, 0, STATUSES - 1);
        Counter known = byStatus.get(place);
        if (known != null) {
            return known;
        }
        Counter made = Counter.builder(PREFIX + "http.requests")
                .description("Answered requests")
                .tag("route", route)
                .tag("code", Integer.toString(status))
                .register(registry);
        byStatus.set(place, made);
        return made;
    }
}
