package dev.botrunner.redis.publish;

import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.redis.RedisConnections;
import dev.botrunner.redis.RedisTimes;
import dev.botrunner.redis.RedisUrl;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Opens {@code redis:}, {@code rediss:}, {@code redis-sentinel:} and {@code redis-cluster:} as Streams, and each of them
 * with {@code +pubsub} behind it as Pub/Sub.
 */
public final class RedisTransportProvider implements TransportProvider {

    private static final String PUB_SUB = "+pubsub";

    @Override
    public Set<String> schemes() {
        return RedisUrl.SCHEMES.stream()
                .flatMap(scheme -> Stream.of(scheme, scheme + PUB_SUB))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public EventTransport open(Options options) {
        int colon = options.url().indexOf(':');
        String scheme = options.url().substring(0, colon);
        boolean pubSub = scheme.endsWith(PUB_SUB);
        String plain = pubSub ? scheme.substring(0, scheme.length() - PUB_SUB.length()) : scheme;
        var url = RedisUrl.parse(plain + options.url().substring(colon));
        var keys = new EventKeys(options.prefix());
        var times = RedisTimes.STANDARD;
        var connections = new RedisConnections(url, keys.hashTag(), times);
        return pubSub
                ? new PubSubTransport(connections::connect, times.answer(), keys, options.ticker())
                : new StreamsTransport(
                        connections::connect,
                        times.answer(),
                        keys,
                        options.topics(),
                        Retention.of(options.history()),
                        options.ticker());
    }
}
