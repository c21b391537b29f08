package dev.botrunner.redis;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Redis answers at all, as far as we know: while it does not, nobody waits for it. From any thread. */
final class Breaker {

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private final RedisUrl url;
    private final AtomicReference<@Nullable String> why = new AtomicReference<>();

    Breaker(RedisUrl url) {
        this.url = url;
    }

    void open(String because) {
        if (why.getAndSet(because) == null) {
            LOG.atWarn()
                    .addKeyValue("redis", url)
                    .addKeyValue("why", because)
                    .log("Redis does not answer; calls are refused until it does");
        }
    }

    void close() {
        if (why.getAndSet(null) != null) {
            LOG.atInfo().addKeyValue("redis", url).log("Redis answers again");
        }
    }

    boolean isOpen() {
        return why.get() != null;
    }

    /** Why nothing is sent; empty while things are. */
    Optional<String> why() {
        return Optional.ofNullable(why.get());
    }
}
