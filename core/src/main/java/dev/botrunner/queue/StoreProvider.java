package dev.botrunner.queue;

import dev.botrunner.loop.Ticker;
import java.time.Duration;
import java.util.Set;

/** Opens stores of some URL schemes. Found by {@link java.util.ServiceLoader}. */
public interface StoreProvider {

    Set<String> schemes();

    /** @throws dev.botrunner.session.DependencyException it cannot be reached, or is not fit */
    Store open(Options options);

    /**
     * @param url as set by {@code --queue}
     * @param recordTtl how long a record stands after its end
     */
    record Options(String url, Caps caps, Ticker ticker, Duration recordTtl) {}
}
