package dev.botrunner.redis.publish;

import dev.botrunner.loop.Subscription;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.EventProbe;
import dev.botrunner.testkit.contracts.EventTransportContract;
import dev.botrunner.testkit.redis.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class PubSubTransportIT extends EventTransportContract {

    private final RedisServer server = RedisServer.start();
    private final EventTransport transport = Opened.pubSub(server.url());
    private final EventProbe probe = new EventProbe();
    private final Subscription watching = transport.tail(probe);

    @Override
    protected EventTransport transport() {
        return transport;
    }

    @Override
    protected List<Envelope> arrived(SessionId session, int atLeast) {
        return of(
                session,
                probe.await(heard ->
                                of(session, heard.events()).stream().distinct().count() >= atLeast)
                        .events());
    }

    private static List<Envelope> of(SessionId session, List<Envelope> events) {
        return events.stream()
                .filter(event -> event.subject().equals(session.value()))
                .toList();
    }

    @AfterEach
    void close() {
        watching.close();
        transport.close();
        server.close();
    }
}
