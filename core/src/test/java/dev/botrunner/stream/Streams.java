package dev.botrunner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Envelopes;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.memory.MemoryTransport;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A feed over a broker in memory, with clocks that stand still. */
final class Streams implements AutoCloseable {

    static final Tenant ACME = new Tenant("acme");
    static final SessionId SESSION = Envelopes.SESSION;
    static final Scope OF_SESSION = new Scope.Session(ACME, SESSION);
    static final Scope OF_TENANT = new Scope.OfTenant(ACME);

    final AtomicLong nanos = new AtomicLong();
    final Ticker ticker = new Ticker() {
        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public Instant now() {
            return Instant.parse("2026-11-23T21:00:00Z").plusNanos(nanos.get());
        }
    };
    private final List<TwinSink> sinks = new CopyOnWriteArrayList<>();
    final Cursors cursors = new Cursors(new Signer(SealKeys.random()));
    final EventTransport transport;
    final EventFeed feed;

    Streams() {
        this(new MemoryTransport(Ticker.system(), Duration.ofHours(24)), StreamLimits.of(100));
    }

    Streams(EventTransport transport, StreamLimits limits) {
        this.transport = transport;
        this.feed = new EventFeed(transport, cursors, ticker, limits, new SplittableRandom(1), Optional.empty());
        feed.start();
    }

    void publish(Envelope... events) {
        try {
            transport.publish(List.of(events));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void say(SessionId session, int from, int to) {
        for (int number = from; number <= to; number++) {
            publish(Envelopes.said(session, number));
        }
    }

    static StreamRequest request(Scope scope) {
        return new StreamRequest(scope, Filter.ALL, Optional.empty(), Optional.empty(), () -> true);
    }

    static StreamRequest request(Scope scope, String cursor) {
        return new StreamRequest(scope, Filter.ALL, Optional.of(cursor), Optional.empty(), () -> true);
    }

    TwinSink open(StreamRequest request) {
        return open(request, new TwinSink());
    }

    /** Opened, and its opening notice written, or waiting to be read. */
    TwinSink open(StreamRequest request, TwinSink sink) {
        EventFeed.Opened opened = feed.open(request);
        assertThat(opened).isInstanceOf(EventFeed.Opened.Ready.class);
        if (opened instanceof EventFeed.Opened.Ready(OpenStream stream)) {
            stream.begin(sink);
            sinks.add(sink);
            sink.awaitRest();
        }
        return sink;
    }

    /** Not while somebody is written to: that would seem to take so long. */
    void pass(Duration time) throws InterruptedException {
        sinks.forEach(TwinSink::awaitRest);
        nanos.addAndGet(time.toNanos());
        feed.ticks().step();
    }

    @Override
    public void close() {
        feed.close();
        transport.close();
    }
}
