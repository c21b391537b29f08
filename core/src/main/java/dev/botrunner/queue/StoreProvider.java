package dev.botrunner.queue;

import dev.botrunner.loop.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Opens stores of some URL schemes. Found by {@link java.util.ServiceLoader}. */
public interface StoreProvider {

    Set<String> schemes();

    /**
     * Looks at a URL without going there.
     *
     * @throws IllegalArgumentException the URL is not of the form that its scheme asks for; the message does not repeat it
     */
    default void check(String url) {}

    /**
     * @throws dev.botrunner.session.DependencyException it cannot be reached; or, of {@code INVALID_CONFIG}, it is not fit
     *     for what was asked of it
     */
    Store open(Options options);

    /**
     * @param url as set by {@code --queue}
     * @param recordTtl how long a record stands after its end
     */
    record Options(String url, Caps caps, Ticker ticker, Duration recordTtl, Keeping keeping) {

        public Options(String url, Caps caps, Ticker ticker, Duration recordTtl) {
            this(url, caps, ticker, recordTtl, Keeping.STANDARD);
        }
    }

    /**
     * How a store outside of this process keeps what it is given.
     *
     * @param passwordFile read at each connection
     * @param prefix what all keys begin with: {@code [a-z][a-z0-9-]*}
     */
    record Keeping(Durability durability, Optional<Path> passwordFile, String prefix) {

        /** What keys begin with, unless something else is said. */
        public static final String PREFIX = "botrunner";

        public static final Keeping STANDARD = new Keeping(Durability.STANDARD, Optional.empty(), PREFIX);
    }
}
