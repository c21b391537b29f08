package dev.botrunner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import dev.botrunner.session.DependencyException;
import dev.botrunner.testkit.ManualTicker;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {

    private final ManualTicker ticker = new ManualTicker();
    private final AtomicInteger asked = new AtomicInteger();
    private boolean down = true;
    private final IssuerKeys keys = new IssuerKeys(this::fetch, ticker);

    private IssuerKeys.Published fetch() {
        asked.incrementAndGet();
        if (down) {
            throw new DependencyException(
                    ApiFailures.unavailable("Asking for keys", new KubernetesClientException("away")));
        }
        return new IssuerKeys.Published(new JWKSet(), Optional.empty());
    }

    @Test
    void whoeverAsksWhileThereAreNoKeysIsToldWithoutAskingEachTime() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> keys.find("one")).isInstanceOf(DependencyException.class);
        }
        assertThat(asked).hasValue(1);
        ticker.advance(Duration.ofSeconds(2));
        down = false;
        assertThat(keys.find("one")).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void unknownKeysAreAskedForEveryTenSeconds() {
        down = false;
        keys.find("one");
        keys.find("two");
        assertThat(asked).hasValue(1);
        ticker.advance(Duration.ofSeconds(10));
        keys.find("two");
        assertThat(asked).hasValue(2);
    }
}
