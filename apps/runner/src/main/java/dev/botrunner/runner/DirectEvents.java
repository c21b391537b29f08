package dev.botrunner.runner;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.publish.Topics;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.SessionSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A runner's own way to the broker. It is opened when there is something to say, and again and again while it cannot be:
 * a broker that is away keeps no session from starting.
 */
final class DirectEvents implements EventOutlet {

    private static final String URL = "BOTRUNNER_EVENTS_URL";
    private static final String TOPICS = "BOTRUNNER_EVENTS_TOPICS";
    private static final String PREFIX = "BOTRUNNER_EVENTS_PREFIX";

    private final TransportProvider provider;
    private final TransportProvider.Options options;

    /** Guards both below. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable EventOutlet open;
    private boolean closed;

    private DirectEvents(TransportProvider provider, TransportProvider.Options options) {
        this.provider = provider;
        this.options = options;
    }

    /**
     * Absent where the environment names no broker.
     *
     * @throws DependencyException of {@code INVALID_CONFIG}: it names one that cannot be used; its value is not repeated
     */
    static Optional<EventOutlet> of(Map<String, String> environment, SessionSpec spec, Ticker ticker) {
        String url = environment.get(URL);
        if (url == null) {
            return Optional.empty();
        }
        TransportProvider provider = provider(url);
        try {
            provider.check(url);
        } catch (IllegalArgumentException faulty) {
            throw wrong(URL + ": " + faulty.getMessage());
        }
        String room = Topics.roomName(spec.tenant(), spec.room());
        var topics = new Topics(cut(environment), _ -> Optional.of(room));
        String prefix = environment.getOrDefault(PREFIX, TransportProvider.PREFIX);
        var options = new TransportProvider.Options(url, ticker, Duration.ofHours(24), topics, prefix);
        return Optional.of(new DirectEvents(provider, options));
    }

    @Override
    public Published publish(List<Envelope> batch) throws InterruptedException {
        return outlet().publish(batch);
    }

    @Override
    public void close() {
        EventOutlet last;
        lock.lock();
        try {
            closed = true;
            last = open;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close();
        }
    }

    private EventOutlet outlet() {
        lock.lock();
        try {
            EventOutlet known = open;
            if (known == null) {
                if (closed) {
                    throw new DependencyException(
                            new Failure(ErrorCode.BROKER_UNAVAILABLE, "The way to the broker is closed"));
                }
                known = provider.open(options);
                open = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private static TransportProvider provider(String url) {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon);
        var known = new TreeSet<String>();
        for (TransportProvider provider : ServiceLoader.load(TransportProvider.class)) {
            if (provider.schemes().contains(scheme)) {
                return provider;
            }
            known.addAll(provider.schemes());
        }
        throw wrong(URL + ": nothing here takes events there; known are URLs of " + String.join(", ", known));
    }

    private static Optional<Topics.Cut> cut(Map<String, String> environment) {
        String word = environment.get(TOPICS);
        if (word == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Topics.Cut.values())
                .filter(cut -> cut.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> wrong(TOPICS + ": expected session, tenant, room or shared")));
    }

    private static DependencyException wrong(String what) {
        return new DependencyException(new Failure(ErrorCode.INVALID_CONFIG, what));
    }
}
