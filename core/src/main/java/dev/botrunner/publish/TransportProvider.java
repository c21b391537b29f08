package dev.botrunner.publish;

import dev.botrunner.loop.Ticker;
import java.time.Duration;
import java.util.Set;

/** Opens transports of some URL schemes. Found by {@link java.util.ServiceLoader}. */
public interface TransportProvider {

    /** What keys, channels and subjects on a broker begin with, unless something else is said. */
    String PREFIX = "botrunner";

    Set<String> schemes();

    /**
     * Looks at a URL without going there.
     *
     * @throws IllegalArgumentException the URL is not of the form that its scheme asks for; the message does not repeat it
     */
    default void check(String url) {}

    /**
     * @throws IllegalArgumentException the URL is not of the form that its scheme asks for; the message does not repeat it
     * @throws dev.botrunner.session.DependencyException it cannot be reached, or is not fit
     */
    EventTransport open(Options options);

    /**
     * @param url as set by {@code --events}
     * @param history how long a session's events are kept after its end
     * @param prefix what keys, channels and subjects begin with: {@code [a-z][a-z0-9-]*}
     */
    record Options(String url, Ticker ticker, Duration history, Topics topics, String prefix) {

        /** As the transport does it by itself. */
        public Options(String url, Ticker ticker, Duration history) {
            this(url, ticker, history, Topics.USUAL, PREFIX);
        }
    }
}
