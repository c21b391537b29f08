package dev.botrunner.control.settings;

import dev.botrunner.control.auth.Proxies;
import dev.botrunner.control.http.Address;
import dev.botrunner.control.http.Tls;
import dev.botrunner.publish.Topics;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.queue.StoreProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that a control server has to be told, understood and checked. */
public record ControlSettings(
        Role role, Listening listening, Backing backing, Limits limits, Times times, Trust trust) {

    /** What this replica does. */
    public enum Role {
        ALL,
        /** API, link, streams, deadlines, outbox. */
        SERVE,
        /** Dispatcher, watch, objects: the only role that may need rights in a cluster. */
        DISPATCH;

        public boolean serves() {
            return this != DISPATCH;
        }

        public boolean dispatches() {
            return this != SERVE;
        }
    }

    /** @param linkUrl how runners reach the link; absent: as it listens */
    public record Listening(Address http, Address manage, Address link, Optional<String> linkUrl, Optional<Tls> tls) {

        public static Listening onLoopback(int http, int manage, int link) {
            return new Listening(
                    new Address("127.0.0.1", http),
                    new Address("127.0.0.1", manage),
                    new Address("127.0.0.1", link),
                    Optional.empty(),
                    Optional.empty());
        }

        public boolean isLoopback() {
            return http.isLoopback() && manage.isLoopback() && link.isLoopback();
        }
    }

    /** URLs of what is behind it. {@code launcher} may be {@code none}. */
    public record Backing(Queue queue, Broker events, String launcher) {

        public static final Backing MEMORY = new Backing(
                new Queue("memory:", StoreProvider.Keeping.STANDARD),
                new Broker("memory:", Optional.empty(), TransportProvider.PREFIX),
                "none");
    }

    /** Where sessions wait and their records are. */
    public record Queue(String url, StoreProvider.Keeping keeping) {}

    /**
     * Where the events go.
     *
     * @param cut absent: as the transport does it by itself
     * @param prefix what keys, channels and subjects begin with
     */
    public record Broker(String url, Optional<Topics.Cut> cut, String prefix) {}

    /** @param refill how many waiting pods a second are added to pools, all together */
    public record Limits(int queue, int streams, int launches, int refill) {

        public static final Limits STANDARD = new Limits(10_000, 10_000, 16, 5);
    }

    public record Times(Duration lostAfter, Duration history, Duration recordTtl, Duration bodyTimeout) {

        public static final Times STANDARD =
                new Times(Duration.ofSeconds(45), Duration.ofHours(24), Duration.ofHours(72), Duration.ofSeconds(10));
    }

    /**
     * @param keys false: everybody is let in, as tenant {@code default}
     * @param ticketIssuer whose tokens are tickets of launched objects; absent: the cluster that it runs in
     */
    public record Trust(boolean keys, List<Proxies.Block> proxies, Set<String> origins, Optional<String> ticketIssuer) {

        public Trust {
            proxies = List.copyOf(proxies);
            origins = Set.copyOf(origins);
        }
    }

    /** Everything in memory, on loopback, without keys. */
    public static ControlSettings inMemory(Listening listening) {
        return inMemory(listening, Set.of());
    }

    /** The same, and pages of these origins may call. */
    public static ControlSettings inMemory(Listening listening, Set<String> origins) {
        var trust = new Trust(false, List.of(), origins, Optional.empty());
        return new ControlSettings(Role.ALL, listening, Backing.MEMORY, Limits.STANDARD, Times.STANDARD, trust);
    }
}
