package dev.botrunner.redis.queue;

import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One Redis for all test classes that only need one that works: started with the first, stopped with the last. */
final class SharedRedis implements BeforeAllCallback {

    private static volatile @org.jspecify.annotations.Nullable Running running;

    private record Running(RedisServer server) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(
                        SharedRedis.class, _ -> new Running(RedisServer.start(RedisPlan.MEMORY)), Running.class);
    }

    /** Of the running tests. */
    static RedisServer server() {
        return java.util.Objects.requireNonNull(running, "the extension has not run")
                .server();
    }
}
