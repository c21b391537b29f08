package dev.botrunner.queue.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.queue.StoreProvider.Options;
import dev.botrunner.session.DependencyException;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class MemoryStoreProviderTest {

    @Test
    void itIsFoundByItsScheme() {
        StoreProvider provider = ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.schemes().contains("memory"))
                .findFirst()
                .orElseThrow();
        try (Store store = provider.open(options("memory:"))) {
            assertThat(store.queue().depth().rows()).isEmpty();
        }
    }

    @Test
    void nothingStandsBehindTheScheme() {
        assertThatThrownBy(() -> new MemoryStoreProvider().open(options("memory:other")))
                .isInstanceOf(DependencyException.class)
                .hasMessageContaining("memory:");
    }

    private static Options options(String url) {
        return new Options(url, Caps.limitedBy(10), Ticker.system(), Duration.ofDays(3));
    }
}
