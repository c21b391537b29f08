package dev.botrunner.redis.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.session.DependencyException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisTransportProviderTest {

    private final RedisTransportProvider provider = new RedisTransportProvider();

    @Test
    void everyKindOfRedisCarriesEventsInTwoWays() {
        assertThat(provider.schemes())
                .contains("redis", "rediss", "redis-sentinel", "redis-cluster")
                .contains("redis+pubsub", "rediss+pubsub", "redis-sentinel+pubsub", "redis-cluster+pubsub");
    }

    @Test
    void aUrlThatIsNoneIsRefusedBeforeAnythingIsConnectedAndNotRepeated() {
        for (String url : List.of(
                "redis://user:hunter2@host",
                "redis+pubsub://host/hunter2",
                "redis://host?hunter2=1",
                "rediss://host?ca=/no/hunter2.pem")) {
            assertThatThrownBy(() -> provider.check(url))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("user:hunter2");
        }
        provider.check("redis+pubsub://host:1/2");
        provider.check("redis-sentinel://a,b/main");
    }

    @Test
    void aServerThatIsNotThereIsAFailureOfTheBroker() {
        var options = new TransportProvider.Options("redis://127.0.0.1:1", Ticker.system(), Duration.ofHours(1));
        assertThatThrownBy(() -> provider.open(options))
                .isInstanceOf(DependencyException.class)
                .hasMessageContaining("Redis, which carries the events");
    }
}
