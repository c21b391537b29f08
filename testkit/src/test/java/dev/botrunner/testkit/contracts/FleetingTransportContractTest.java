package dev.botrunner.testkit.contracts;

import dev.botrunner.loop.Subscription;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.EventProbe;
import dev.botrunner.testkit.FleetingTransport;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The suite's "no": what a transport that keeps nothing must be seen to do. */
class FleetingTransportContractTest extends EventTransportContract {

    private final FleetingTransport transport = new FleetingTransport();
    private final EventProbe probe = new EventProbe();
    private final Subscription watching = transport.tail(probe);

    @Override
    protected EventTransport transport() {
        return transport;
    }

    @Override
    protected List<Envelope> arrived(SessionId session, int atLeast) {
        return probe.await(heard -> of(session, heard.events()).size() >= atLeast).events().stream()
                .filter(event -> event.subject().equals(session.value()))
                .toList();
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
    }
}
