package dev.botrunner.queue.memory;

import dev.botrunner.queue.Caps;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A bucket of join tokens for each tenant that has a rate. Guarded by the store's lock. */
final class RateBuckets {

    private static final double NANOS = 1e9;

    private final Map<Tenant, Bucket> buckets = new HashMap<>();

    private record Bucket(double tokens, long at) {}

    /** Takes a token; without one, how long until there is. */
    Optional<Duration> take(Tenant tenant, Caps.TenantCap cap, long now) {
        if (cap.perSecond() <= 0) {
            buckets.remove(tenant);
            return Optional.empty();
        }
        double burst = Math.max(1, cap.burst());
        Bucket was = buckets.getOrDefault(tenant, new Bucket(burst, now));
        double tokens = Math.min(burst, was.tokens + (now - was.at) / NANOS * cap.perSecond());
        boolean taken = tokens >= 1;
        buckets.put(tenant, new Bucket(taken ? tokens - 1 : tokens, now));
        return taken
                ? Optional.empty()
                : Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) / cap.perSecond() * NANOS)));
    }
}
