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
    public void check(String url) {
        // Nothing is connected yet, but the file of an authority is read.
        connections(parse(url), new EventKeys(PREFIX));
    }

    @Override
    public EventTransport open(Options options) {
        boolean pubSub = scheme(options.url()).endsWith(PUB_SUB);
        var url = parse(options.url());
        var keys = new EventKeys(options.prefix());
        var connections = connections(url, keys);
        var patience = connections.times().answer();
        return pubSub
                ? new PubSubTransport(connections::connect, patience, keys, options.ticker())
                : new StreamsTransport(
                        connections::connect,
                        patience,
                        keys,
                        options.topics(),
                        Retention.of(options.history()),
                        options.ticker());
    }

    private static RedisConnections connections(RedisUrl url, EventKeys keys) {
        return new RedisConnections(url, keys.hashTag(), RedisTimes.STANDARD);
    }

    private static RedisUrl parse(String url) {
        String scheme = scheme(url);
        return RedisUrl.parse(
                scheme.endsWith(PUB_SUB)
                        ? scheme.substring(0, scheme.length() - PUB_SUB.length()) + url.substring(scheme.length())
                        : url);
    }

    private static String scheme(String url) {
        int colon = url.indexOf(':');
        return colon < 0 ? url : url.substring(0, colon);
    }
}
