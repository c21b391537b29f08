package dev.botrunner.publish;

import dev.botrunner.loop.Ticker;
import java.time.Duration;
import java.util.Set;

/** Opens transports of some URL schemes. Found by {@link java.util.ServiceLoader}. */
public interface TransportProvider {

    Set<String> schemes();

    /** @throws dev.botrunner.session.DependencyException it cannot be reached, or is not fit */
    EventTransport open(Options options);

    /**
     * @param url as set by {@code --events}
     * @param history how long a session's events are kept after its end
     */
    record Options(String url, Ticker ticker, Duration history) {}
}
