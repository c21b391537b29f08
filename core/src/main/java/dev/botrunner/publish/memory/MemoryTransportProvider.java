package dev.botrunner.publish.memory;

import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.TransportProvider;
import java.util.Set;

/** Opens {@code memory:}. */
public final class MemoryTransportProvider implements TransportProvider {

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public EventTransport open(Options options) {
        return new MemoryTransport(options.ticker(), options.history());
    }
}
