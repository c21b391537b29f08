package dev.botrunner.testkit.contracts;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.TransportProvider;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;

class MemoryTransportContractTest extends EventTransportContract {

    private final EventTransport transport = ServiceLoader.load(TransportProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.schemes().contains("memory"))
            .findFirst()
            .orElseThrow()
            .open(new TransportProvider.Options("memory:", Ticker.system(), Duration.ofHours(24)));

    @Override
    protected EventTransport transport() {
        return transport;
    }

    @AfterEach
    void close() {
        transport.close();
    }
}
