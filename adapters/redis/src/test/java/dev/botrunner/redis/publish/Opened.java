package dev.botrunner.redis.publish;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Topics;
import dev.botrunner.redis.RedisConnections;
import dev.botrunner.redis.RedisTimes;
import dev.botrunner.redis.RedisUrl;
import java.time.Duration;

/** Transports for tests: with more patience than in use, where a machine may be busy. */
final class Opened {

    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final EventKeys KEYS = new EventKeys("botrunner");
    static final Retention RETENTION = Retention.of(Duration.ofHours(24));

    private Opened() {}

    static Dial dial(String url) {
        var times = new RedisTimes(PATIENCE, PATIENCE, PATIENCE, PATIENCE);
        return new RedisConnections(RedisUrl.parse(url), KEYS.hashTag(), times)::connect;
    }

    static StreamsTransport streams(String url) {
        return streams(url, Topics.USUAL, RETENTION);
    }

    static StreamsTransport streams(String url, Topics topics, Retention retention) {
        return new StreamsTransport(dial(url), PATIENCE, KEYS, topics, retention, Ticker.system());
    }

    static EventTransport pubSub(String url) {
        return new PubSubTransport(dial(url), PATIENCE, KEYS, Ticker.system());
    }
}
