package dev.botrunner.control;

import dev.botrunner.control.measure.Meters;
import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.control.settings.ControlSettings.Broker;
import dev.botrunner.files.FileCaps;
import dev.botrunner.loop.Health;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Topics;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.SessionId;
import java.util.Map;
import java.util.Optional;

/** What every part of a control server stands on: the store, the broker, and the rules. */
record Backend(Store store, EventTransport events, Lifecycle rules, Ticker ticker) implements AutoCloseable {

    private static final String QUEUE = "queue";
    private static final String EVENTS = "events";

    /**
     * @throws IllegalArgumentException no jar opens such a URL
     * @throws dev.botrunner.session.DependencyException one cannot be reached, or is not fit
     */
    static Backend open(ControlSettings settings, Inputs inputs, Ticker ticker) {
        var times = settings.times();
        Caps caps =
                new FileCaps(inputs.profiles(), inputs.keys(), settings.limits().queue());
        ControlSettings.Queue queue = settings.backing().queue();
        Store store = Adapters.store(queue.url())
                .open(new StoreProvider.Options(queue.url(), caps, ticker, times.recordTtl(), queue.keeping()));
        try {
            Broker events = settings.backing().events();
            var topics = new Topics(events.cut(), id -> room(store, id));
            EventTransport transport = Adapters.transport(events.url())
                    .open(new TransportProvider.Options(
                            events.url(), ticker, times.history(), topics, events.prefix()));
            var rules = new Lifecycle(times.lostAfter(), Lifecycle.standard().claimLease());
            return new Backend(store, transport, rules, ticker);
        } catch (RuntimeException failed) {
            store.close();
            throw failed;
        }
    }

    private static Optional<String> room(Store store, SessionId id) {
        return store.ledger()
                .find(id)
                .head()
                .map(head -> Topics.roomName(head.about().tenant(), head.about().room()));
    }

    /** A failure is told by whoever asks. */
    void watchedBy(Health health, Meters meters) {
        watchedBy(health);
        meters.gauge(
                "store.up", "Whether the store answers, and is as durable as was asked for", () -> up(health, QUEUE));
        meters.gauge("broker.up", "Whether the broker of the events answers", () -> up(health, EVENTS));
    }

    private void watchedBy(Health health) {
        health.add(QUEUE, store.health());
        health.add(EVENTS, () -> {
            events.bounds(new Scope.All());
            return Health.UP;
        });
    }

    /** How each is right now. */
    Map<String, Health.Status> now() {
        var health = new Health();
        watchedBy(health);
        return health.now();
    }

    private static double up(Health health, String name) {
        return health.now(name) instanceof Health.Status.Up ? 1 : 0;
    }

    @Override
    public void close() {
        events.close();
        store.close();
    }
}
