package dev.botrunner.redis.publish;

import dev.botrunner.publish.EventTransport;
import dev.botrunner.testkit.contracts.BrokerTrouble;
import dev.botrunner.testkit.contracts.BrokerTroubleContract;
import org.junit.jupiter.api.AfterEach;

class StreamsTroubleIT extends BrokerTroubleContract {

    private final SickRedis redis = SickRedis.start();
    private final EventTransport transport = Opened.streams(redis.url());

    @Override
    protected EventTransport transport() {
        return transport;
    }

    @Override
    protected BrokerTrouble trouble() {
        return redis;
    }

    @AfterEach
    void close() {
        transport.close();
        redis.close();
    }
}
