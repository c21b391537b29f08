package dev.botrunner.publish.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Capability;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Envelopes;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Published;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Ulid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryTransportTest {

    private static final Tenant ACME = new Tenant("acme");
    private static final SessionId SESSION = Envelopes.SESSION;
    private static final Scope OF_SESSION = new Scope.Session(ACME, SESSION);
    private static final Scope OF_TENANT = new Scope.OfTenant(ACME);

    private final SteppedTicker ticker = new SteppedTicker();
    private final MemoryTransport transport = new MemoryTransport(ticker, Duration.ofHours(24));

    @Test
    void isFoundByItsScheme() {
        assertThat(ServiceLoader.load(TransportProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(provider -> provider.schemes().contains("memory"))
                        .map(provider -> provider.open(
                                new TransportProvider.Options("memory:", Ticker.system(), Duration.ofHours(1)))))
                .singleElement()
                .satisfies(opened -> assertThat(opened.capabilities()).containsExactly(Capability.REPLAY));
    }

    @Test
    void dropsWhatIsNotAboveTheLastNumberOfItsSource() {
        transport.publish(List.of(Envelopes.said(SESSION, 1), Envelopes.said(SESSION, 2)));
        Published again = transport.publish(List.of(Envelopes.said(SESSION, 2), Envelopes.said(SESSION, 3)));
        assertThat(again).isEqualTo(Published.all(2));
        assertThat(sequences(transport.read(OF_SESSION, Position.START, 10))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void refusesALifeCycleEventOfARunner() {
        Published answer = transport.publish(
                List.of(Envelopes.said(SESSION, "acme", 1, LifecycleEvent.END), Envelopes.said(SESSION, 2)));
        assertThat(answer.accepted()).isEqualTo(1);
        assertThat(answer.rejected()).containsExactly(new Published.Rejected(0, Published.Code.RESERVED_TYPE));
    }

    @Test
    void readsASessionInPagesWithoutWhatLiesBetween() {
        for (int number = 1; number <= 10; number++) {
            transport.publish(List.of(Envelopes.said(SESSION, number), Envelopes.said(Envelopes.session(number), 1)));
        }
        Slice first = transport.read(OF_SESSION, Position.START, 4);
        assertThat(sequences(first)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(first.atEnd()).isFalse();
        Slice second = transport.read(OF_SESSION, first.next(), 100);
        assertThat(sequences(second)).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(second.atEnd()).isTrue();
        assertThat(second.next()).isEqualTo(transport.bounds(OF_TENANT).latest());
        assertThat(transport.read(OF_TENANT, Position.START, 100).events()).hasSize(20);
        assertThat(transport
                        .read(new Scope.OfTenant(new Tenant("other")), Position.START, 9)
                        .events())
                .isEmpty();
        assertThat(transport
                        .read(new Scope.Session(new Tenant("other"), SESSION), Position.START, 9)
                        .events())
                .isEmpty();
    }

    @Test
    void theOldestGoFirstAndThatIsAGap() {
        transport.publish(List.of(Envelopes.said(SESSION, 1)));
        Position had = transport.bounds(OF_SESSION).latest();
        SessionId other = Envelopes.session(7);
        transport.publish(List.of(Envelopes.said(other, "other", 1, "bot.turn.user")));
        for (int number = 2; number <= EventLog.MOST; number++) {
            transport.publish(List.of(Envelopes.said(SESSION, number)));
        }
        assertThat(transport.read(OF_SESSION, had, 1).gap()).isFalse();
        assertThat(transport.read(OF_SESSION, Position.START, 1).gap()).isTrue();
        assertThat(transport
                        .read(new Scope.OfTenant(new Tenant("other")), Position.START, 1)
                        .gap())
                .isFalse();
        transport.publish(List.of(Envelopes.said(SESSION, EventLog.MOST + 1), Envelopes.said(SESSION, 50_002)));
        assertThat(transport.read(new Scope.All(), Position.START, 100_000).events())
                .hasSize(EventLog.MOST);
        assertThat(transport.read(OF_SESSION, had, 1).gap()).isTrue();
        assertThat(transport.read(OF_TENANT, had, 1).gap()).isTrue();
        Slice gone = transport.read(new Scope.Session(new Tenant("other"), other), Position.START, 1);
        assertThat(gone.gap()).isTrue();
        assertThat(gone.atEnd()).isTrue();
    }

    @Test
    void aSessionsNewEventIsKeptAlsoWhereItsOnlyOtherOneMakesRoomForIt() {
        transport.publish(List.of(Envelopes.said(SESSION, 1)));
        SessionId other = Envelopes.session(7);
        for (int number = 1; number < EventLog.MOST; number++) {
            transport.publish(List.of(Envelopes.said(other, number)));
        }
        transport.publish(List.of(Envelopes.said(SESSION, 2)));
        Slice kept = transport.read(new Scope.Session(new Tenant("acme"), SESSION), Position.START, 10);
        assertThat(kept.gap()).isTrue();
        assertThat(kept.events())
                .extracting(entry -> entry.envelope().sequence())
                .containsExactly(2L);
    }

    @Test
    void aSessionOfLaterThanAllThatWentHasLostNothing() {
        for (int number = 1; number <= EventLog.MOST + 1; number++) {
            transport.publish(List.of(Envelopes.said(SESSION, number)));
        }
        var later = new SessionId(Ulid.of(ticker.now().toEpochMilli() + 1, new SplittableRandom(1)));
        assertThat(transport
                        .read(new Scope.Session(ACME, later), Position.START, 1)
                        .gap())
                .isFalse();
    }

    @Test
    void forgetsASessionSomeTimeAfterItsEnd() {
        transport.publish(List.of(
                Envelopes.lived(SESSION, 1, LifecycleEvent.QUEUED), Envelopes.lived(SESSION, 2, LifecycleEvent.END)));
        transport.publish(List.of(Envelopes.said(Envelopes.session(9), 1)));
        ticker.advance(Duration.ofHours(24));
        assertThat(transport.read(OF_SESSION, Position.START, 9).events()).hasSize(2);
        ticker.advance(Duration.ofSeconds(1));
        Slice gone = transport.read(OF_SESSION, Position.START, 9);
        assertThat(gone.events()).isEmpty();
        assertThat(gone.gap()).isTrue();
        assertThat(transport.read(OF_TENANT, Position.START, 9).events()).hasSize(1);
        assertThat(transport.read(OF_TENANT, Position.START, 9).gap()).isTrue();
        assertThat(transport.bounds(OF_TENANT).earliest()).contains(transport.position(3));
    }

    @Test
    void aPositionOfAnotherBrokerIsAGapAndReadsFromTheStart() {
        transport.publish(List.of(Envelopes.said(SESSION, 1)));
        var foreign = new Position("else", "1");
        Slice slice = transport.read(OF_SESSION, foreign, 9);
        assertThat(slice.gap()).isTrue();
        assertThat(slice.events()).hasSize(1);
        assertThat(transport.covers(foreign, slice.next())).isFalse();
    }

    @Test
    void aTailThatFallsBehindIsToldItsLoss() throws InterruptedException {
        var told = new ArrayList<String>();
        var blocked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        transport.tail(new EventSink() {
            @Override
            public void at(Position position) {}

            @Override
            public void event(Envelope envelope, Position position) {
                if (envelope.sequence() == 1) {
                    blocked.countDown();
                    await(go);
                }
                if (envelope.sequence() == EventLog.MOST + 11) {
                    done.countDown();
                }
            }

            @Override
            public void gap(OptionalLong lost) {
                told.add("lost " + lost.orElse(0));
            }

            @Override
            public void reset(String epoch) {}
        });
        transport.publish(List.of(Envelopes.said(SESSION, 1)));
        await(blocked);
        for (int number = 2; number <= EventLog.MOST + 11; number++) {
            transport.publish(List.of(Envelopes.said(SESSION, number)));
        }
        go.countDown();
        await(done);
        assertThat(told).containsExactly("lost 10");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Long> sequences(Slice slice) {
        return slice.events().stream().map(entry -> entry.envelope().sequence()).toList();
    }

    /** Core's tests do not know the test kit's. */
    private static final class SteppedTicker implements Ticker {
        private Duration since = Duration.ZERO;

        void advance(Duration by) {
            since = since.plus(by);
        }

        @Override
        public long nanos() {
            return since.toNanos();
        }

        @Override
        public Instant now() {
            return Instant.parse("2026-11-23T21:00:00Z").plus(since);
        }
    }
}
