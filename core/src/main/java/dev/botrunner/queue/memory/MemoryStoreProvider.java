package dev.botrunner.queue.memory;

import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.util.Set;

/** Opens {@code memory:}. Each call opens a store of its own. */
public final class MemoryStoreProvider implements StoreProvider {

    private static final String URL = "memory:";

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public Store open(Options options) {
        if (!options.url().equals(URL)) {
            throw new DependencyException(new Failure(
                    ErrorCode.INVALID_CONFIG, "The queue in memory is \"" + URL + "\" and nothing behind it"));
        }
        return new MemoryStore(options.caps(), options.ticker(), options.recordTtl()).store();
    }
}
