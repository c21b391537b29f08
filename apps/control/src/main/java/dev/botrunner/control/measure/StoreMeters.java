package dev.botrunner.control.measure;

import dev.botrunner.queue.OutboxEntry;
import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.Store;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** What only the store knows: asked when metrics are read, so that every replica says the same. */
public final class StoreMeters {

    private static final Set<Stage> IN_FLIGHT = EnumSet.of(Stage.STARTING, Stage.RUNNING, Stage.JOINED, Stage.ENDING);
    private static final int PAGE = 500;
    private static final int PAGES = 40;

    private final Store store;
    private final MultiGauge depth;
    private final MultiGauge oldest;
    private final MultiGauge sessions;

    /** Two who read at once must not mix their rows. */
    private final ReentrantLock lock = new ReentrantLock();

    public StoreMeters(Store store, Meters meters) {
        this.store = store;
        this.depth = multi(meters, "queue.depth", "Sessions that are queued");
        this.oldest = multi(meters, "queue.oldest.seconds", "How long the first of the line has waited");
        this.sessions = multi(meters, "sessions", "Sessions by state, those that have ended aside");
        meters.gauge(
                "outbox.entries",
                "Life-cycle events that wait for the broker",
                () -> store.outbox().waiting());
        meters.gauge(
                "outbox.oldest.seconds",
                "How long the oldest event that waits for the broker has waited",
                () -> oldestEvent(store));
        meters.count(
                "records.hidden",
                "How often a record that this server cannot read was left to others",
                () -> store.audit().hidden());
    }

    private static double oldestEvent(Store store) {
        try {
            List<OutboxEntry> first = store.outbox().next(1, Duration.ZERO);
            return first.isEmpty()
                    ? 0
                    : Duration.between(
                                            first.getFirst().envelope().time(),
                                            store.ledger().time())
                                    .toMillis()
                            / 1000.0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }

    /** Asks the store; one that does not answer leaves no rows, rather than old ones. */
    public void refresh() {
        lock.lock();
        try {
            QueueDepth now = store.queue().depth();
            byBot(now);
            byState(now);
        } catch (DependencyException _) {
            depth.register(List.of(), true);
            oldest.register(List.of(), true);
            sessions.register(List.of(), true);
        } finally {
            lock.unlock();
        }
    }

    private void byBot(QueueDepth now) {
        Map<String, Integer> queued = new TreeMap<>();
        Map<String, Duration> waits = new TreeMap<>();
        for (QueueDepth.Row row : now.rows()) {
            queued.merge(row.bot().name(), row.queued(), Integer::sum);
            row.oldest().ifPresent(wait -> waits.merge(row.bot().name(), wait, StoreMeters::longer));
        }
        depth.register(rows("bot", queued), true);
        Map<String, Double> seconds = new TreeMap<>();
        queued.keySet()
                .forEach(bot ->
                        seconds.put(bot, waits.getOrDefault(bot, Duration.ZERO).toMillis() / 1000.0));
        oldest.register(rows("bot", seconds), true);
    }

    private void byState(QueueDepth now) {
        Map<Stage, Integer> counts = new EnumMap<>(Stage.class);
        IN_FLIGHT.forEach(stage -> counts.put(stage, 0));
        counts.put(
                Stage.QUEUED,
                now.rows().stream().mapToInt(QueueDepth.Row::queued).sum());
        Optional<SessionId> after = Optional.empty();
        for (int page = 0; page < PAGES; page++) {
            Page found = store.ledger()
                    .page(new Query(Optional.empty(), IN_FLIGHT, Set.of(), Map.of(), Optional.empty(), after, PAGE));
            found.sessions().forEach(head -> counts.merge(head.state().stage(), 1, Integer::sum));
            after = found.next();
            if (after.isEmpty()) {
                break;
            }
        }
        Map<String, Integer> words = new TreeMap<>();
        counts.forEach((stage, count) -> words.put(stage.word(), count));
        sessions.register(rows("state", words), true);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static List<MultiGauge.Row<?>> rows(String label, Map<String, ? extends Number> values) {
        return values.entrySet().stream()
                .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(Tags.of(label, entry.getKey()), entry.getValue()))
                .toList();
    }

    private static MultiGauge multi(Meters meters, String name, String what) {
        return MultiGauge.builder(Meters.PREFIX + name).description(what).register(meters.registry());
    }
}
