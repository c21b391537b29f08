package dev.botrunner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Envelopes;
import dev.botrunner.publish.Position;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    @Test
    void isNeverBehindWhatTheClientWasSentThoughTheTailIs() {
        try (var streams = new Streams()) {
            Position before = streams.transport.bounds(Streams.OF_TENANT).latest();
            streams.say(Streams.SESSION, 1, 1);
            Position first = streams.transport.bounds(Streams.OF_TENANT).latest();
            streams.say(Streams.SESSION, 2, 2);
            Position second = streams.transport.bounds(Streams.OF_TENANT).latest();
            var shared = new StreamClient.Shared(
                    streams.transport, streams.cursors, Outflow::pump, streams.ticker, StreamLimits.of(100));
            var client = new StreamClient(Streams.request(Streams.OF_TENANT), shared, Duration.ofMinutes(30), _ -> {});
            var sink = new TwinSink();
            client.outflow().begin(sink);
            client.splice(before);
            tell(client, streams, Envelopes.said(Streams.SESSION, 1), first);
            tell(client, streams, Envelopes.said(Streams.SESSION, 2), second);
            streams.nanos.addAndGet(Duration.ofSeconds(15).toNanos());
            client.tick(first);
            assertThat(sink.frames().getLast().id()).hasValue(streams.cursors.text(Streams.OF_TENANT, second));
        }
    }

    private static void tell(StreamClient client, Streams streams, Envelope envelope, Position here) {
        client.tell(new Tidings.Event(new LiveEvent(envelope, here, streams.cursors)));
    }
}
