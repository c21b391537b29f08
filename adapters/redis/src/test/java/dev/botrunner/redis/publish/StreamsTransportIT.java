package dev.botrunner.redis.publish;

import dev.botrunner.publish.EventTransport;
import dev.botrunner.testkit.contracts.EventTransportContract;
import dev.botrunner.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterEach;

class StreamsTransportIT extends EventTransportContract {

    private final RedisServer server = RedisServer.start();
    private final EventTransport transport = Opened.streams(server.url());

    @Override
    protected EventTransport transport() {
        return transport;
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }
}
