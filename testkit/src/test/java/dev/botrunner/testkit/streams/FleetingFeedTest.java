package dev.botrunner.testkit.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Scope;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Tenant;
import dev.botrunner.stream.ClientSink;
import dev.botrunner.stream.Cursors;
import dev.botrunner.stream.EventFeed;
import dev.botrunner.stream.Filter;
import dev.botrunner.stream.OpenStream;
import dev.botrunner.stream.StreamLimits;
import dev.botrunner.stream.StreamRequest;
import dev.botrunner.testkit.FleetingTransport;
import dev.botrunner.testkit.SampleEvents;
import dev.botrunner.testkit.SseReader;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams over a broker that keeps nothing: every loss is said. */
class FleetingFeedTest {

    private final FleetingTransport transport = new FleetingTransport();
    private final SampleEvents events = SampleEvents.of(new Tenant("acme"));
    private final Scope ofSession = new Scope.Session(events.tenant(), events.session());
    private final Scope ofTenant = new Scope.OfTenant(events.tenant());
    private final EventFeed feed = new EventFeed(
                    transport,
                    new Cursors(new Signer(SealKeys.random())),
                    Ticker.system(),
                    StreamLimits.of(10),
                    new SplittableRandom(1))
            .start();

    @AfterEach
    void close() {
        feed.close();
        transport.close();
    }

    @Test
    void aSessionsStreamBeginsWithAGapSinceWhatWasBeforeIsNotKept() {
        transport.publish(List.of(events.said()));
        SseReader client = open(ofSession, Optional.empty(), Optional.empty());
        SseReader.Block open = client.next().orElseThrow();
        assertThat(open.json().boolAt("gap")).contains(true);
        assertThat(open.json().member("earliest").orElseThrow().isNull()).isTrue();
        Envelope said = events.said();
        transport.publish(List.of(said));
        assertThat(client.event()).isEqualTo(said);
    }

    @Test
    void aTenantsStreamBeginsNowWithoutAGapAndComesBackWithOne() {
        SseReader client = open(ofTenant, Optional.empty(), Optional.empty());
        assertThat(client.next().orElseThrow().json().boolAt("gap")).contains(false);
        transport.publish(List.of(events.said()));
        client.event();
        SseReader again = open(ofTenant, Optional.of(client.lastId()), Optional.empty());
        SseReader.Block open = again.next().orElseThrow();
        assertThat(open.json().boolAt("gap")).contains(true);
        assertThat(open.json().boolAt("resumed")).contains(false);
    }

    @Test
    void aLossOfTheBrokerIsToldWithItsNumber() {
        SseReader client = open(ofSession, Optional.empty(), Optional.empty());
        client.next();
        transport.publish(List.of(events.said()));
        client.event();
        transport.lose(7);
        SseReader.Block gap = client.next().orElseThrow();
        assertThat(gap.is("stream.gap")).isTrue();
        assertThat(gap.json().integerAt("lost")).hasValue(7);
        transport.restart("e2");
        assertThat(client.next()
                        .orElseThrow()
                        .json()
                        .member("lost")
                        .orElseThrow()
                        .isNull())
                .isTrue();
        Envelope said = events.said();
        transport.publish(List.of(said));
        assertThat(client.event()).isEqualTo(said);
    }

    @Test
    void anEndedSessionEndsFromItsRecordAtOnce() {
        Envelope end = events.lived(LifecycleEvent.END);
        SseReader client = open(ofSession, Optional.empty(), Optional.of(end));
        List<SseReader.Block> all = client.rest();
        assertThat(all).hasSize(3);
        assertThat(all.get(1).envelope()).contains(end);
        assertThat(all.get(2).json().textAt("reason")).contains("session_ended");
    }

    private SseReader open(Scope scope, Optional<String> cursor, Optional<Envelope> end) {
        var opened = feed.open(new StreamRequest(scope, Filter.ALL, cursor, end, () -> true));
        if (opened instanceof EventFeed.Opened.Ready(OpenStream stream)) {
            var sink = new Pipe();
            stream.begin(sink);
            return new SseReader(sink);
        }
        throw new AssertionError("Not opened: " + opened);
    }

    /** What is written is read, whichever threads do it; a byte at a time, as the reader asks. */
    @SuppressWarnings("InputStreamSlowMultibyteRead")
    private static final class Pipe extends InputStream implements ClientSink {
        private static final int END = -1;
        private final LinkedBlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();

        @Override
        public int read() {
            try {
                Integer next = bytes.poll(30, TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError("Nothing more was written within 30 s");
                }
                return next;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void write(ByteBuffer some, Written written) {
            while (some.hasRemaining()) {
                bytes.add(some.get() & 0xFF);
            }
            written.done(true);
        }

        @Override
        public void close() {
            bytes.add(END);
        }

        @Override
        public void abort() {
            close();
        }
    }
}
