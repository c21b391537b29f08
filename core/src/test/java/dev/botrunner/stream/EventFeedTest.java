package dev.botrunner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Envelopes;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Scope;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventFeedTest {

    private static final SessionId SESSION = Streams.SESSION;

    private final Streams streams = new Streams();

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void aSessionsStreamStartsAtItsFirstEventAndGoesOnLive() {
        streams.say(SESSION, 1, 3);
        TwinSink client = streams.open(Streams.request(Streams.OF_SESSION)).awaitEvents(3);
        streams.say(SESSION, 4, 5);
        assertThat(numbers(client.awaitEvents(5))).containsExactly(1L, 2L, 3L, 4L, 5L);
        Frame open = client.frames().getFirst();
        assertThat(open.is("stream.open")).isTrue();
        assertThat(open.id()).isPresent();
        assertThat(notice(open).boolAt("resumed")).contains(false);
        assertThat(notice(open).boolAt("gap")).contains(false);
        assertThat(notice(open).textAt("earliest")).isPresent();
    }

    @Test
    void aTenantsStreamStartsNow() {
        streams.say(SESSION, 1, 3);
        TwinSink client = streams.open(Streams.request(Streams.OF_TENANT));
        streams.say(SESSION, 4, 4);
        assertThat(numbers(client.awaitEvents(1))).containsExactly(4L);
    }

    @Test
    void goesOnAfterTheCursorOfAnyEvent() {
        streams.say(SESSION, 1, 20);
        List<Frame> frames = streams.open(Streams.request(Streams.OF_SESSION))
                .awaitEvents(20)
                .frames();
        for (Frame frame : frames) {
            long had = frame.envelope().map(Envelope::sequence).orElse(0L);
            TwinSink again = streams.open(
                            Streams.request(Streams.OF_SESSION, frame.id().orElseThrow()))
                    .await(sink -> !sink.frames().isEmpty())
                    .awaitEvents((int) (20 - had));
            assertThat(notice(again.frames().getFirst()).boolAt("resumed")).contains(true);
            assertThat(notice(again.frames().getFirst()).boolAt("gap")).contains(false);
            assertThat(numbers(again))
                    .isEqualTo(LongStream.rangeClosed(had + 1, 20).boxed().toList());
        }
    }

    @Test
    void aCursorThatIsNotOfThisStreamIsAGapAndNeverAnothersData() {
        SessionId other = Envelopes.session(5);
        streams.say(SESSION, 1, 2);
        streams.publish(Envelopes.said(other, "other", 1, "bot.turn.user"));
        Position here = streams.transport.bounds(new Scope.All()).latest();
        String foreign = streams.cursors.text(new Scope.Session(new Tenant("other"), other), here);
        String outdated = streams.cursors.text(Streams.OF_SESSION, new Position("else", "2"));
        String forged = streams.cursors.text(Streams.OF_SESSION, here).substring(1);
        String ofTenant = streams.cursors.text(Streams.OF_TENANT, here);
        String ofAnotherKey = new Streams().cursors.text(Streams.OF_SESSION, here);
        for (String cursor : List.of(foreign, outdated, forged, ofTenant, ofAnotherKey, "", "ä", "x".repeat(5000))) {
            TwinSink client =
                    streams.open(Streams.request(Streams.OF_SESSION, cursor)).awaitEvents(2);
            assertThat(notice(client.frames().getFirst()).boolAt("gap")).contains(true);
            assertThat(notice(client.frames().getFirst()).boolAt("resumed")).contains(false);
            assertThat(client.events())
                    .allSatisfy(event -> assertThat(event.subject()).isEqualTo(SESSION.value()));
        }
    }

    @Test
    void aSessionsStreamClosesBehindItsEndAndIsThenOver() {
        TwinSink client = streams.open(Streams.request(Streams.OF_SESSION));
        streams.publish(Envelopes.lived(SESSION, 1, LifecycleEvent.QUEUED));
        streams.publish(Envelopes.lived(SESSION, 2, LifecycleEvent.END), Envelopes.said(SESSION, 9));
        client.await(TwinSink::isClosed);
        assertThat(client.events()).extracting(Envelope::type).containsExactly("bot.session.queued", "bot.session.end");
        assertThat(client.frames().getLast().data())
                .contains(Json.obj().put("reason", "session_ended").build());
        String end = client.frames().get(2).id().orElseThrow();
        assertThat(streams.feed.open(Streams.request(Streams.OF_SESSION, end)))
                .isInstanceOf(EventFeed.Opened.Over.class);
        TwinSink late = streams.open(Streams.request(Streams.OF_SESSION)).await(TwinSink::isClosed);
        assertThat(late.frames().subList(1, 4)).isEqualTo(client.frames().subList(1, 4));
        assertThat(streams.feed.clients()).isZero();
    }

    @Test
    void aRunnersWordOnTheEndIsNotTheEnd() {
        TwinSink client = streams.open(Streams.request(Streams.OF_SESSION));
        streams.publish(Envelopes.said(SESSION, "acme", 1, LifecycleEvent.END), Envelopes.said(SESSION, 2));
        assertThat(client.awaitEvents(1).events()).extracting(Envelope::type).containsExactly("bot.turn.user");
    }

    @Test
    void anEndedSessionWhoseHistoryIsGoneEndsFromItsRecord() {
        Envelope end = Envelopes.lived(SESSION, 7, LifecycleEvent.END);
        var request =
                new StreamRequest(Streams.OF_SESSION, Filter.ALL, Optional.of("forged"), Optional.of(end), () -> true);
        TwinSink client = streams.open(request).await(TwinSink::isClosed);
        assertThat(notice(client.frames().getFirst()).boolAt("gap")).contains(true);
        assertThat(client.events()).containsExactly(end);
        assertThat(client.frames()).hasSize(3);
    }

    @Test
    void anEndThatTheBrokerNeverTellsComesFromTheRecordAfterAWhile() throws InterruptedException {
        streams.say(SESSION, 1, 1);
        Envelope end = Envelopes.lived(SESSION, 7, LifecycleEvent.END);
        var request = new StreamRequest(Streams.OF_SESSION, Filter.ALL, Optional.empty(), Optional.of(end), () -> true);
        TwinSink client = streams.open(request).awaitEvents(1);
        // It counts from when its history is spliced to what is live, which nobody is told.
        for (int i = 0; i < 250 && !client.becomes(TwinSink::isClosed, Duration.ofMillis(100)); i++) {
            streams.pass(Duration.ofSeconds(5));
        }
        client.await(TwinSink::isClosed);
        assertThat(client.events()).hasSize(2).endsWith(end);
        assertThat(client.frames()).anyMatch(frame -> frame.is("stream.gap"));
    }

    @Test
    void filtersByTypeBotAndSession() {
        SessionId other = Envelopes.session(5);
        var byType = new StreamRequest(
                Streams.OF_TENANT,
                new Filter(Set.of("bot.session.*"), Set.of(), Set.of()),
                Optional.empty(),
                Optional.empty(),
                () -> true);
        var bySession = new StreamRequest(
                Streams.OF_TENANT,
                new Filter(Set.of("bot.turn.user", "bot.session.end"), Set.of(new BotName("chat")), Set.of(other)),
                Optional.empty(),
                Optional.empty(),
                () -> true);
        TwinSink types = streams.open(byType);
        TwinSink sessions = streams.open(bySession);
        streams.publish(
                Envelopes.said(SESSION, 1),
                Envelopes.lived(SESSION, 1, LifecycleEvent.QUEUED),
                Envelopes.said(other, 1),
                Envelopes.lived(other, 1, LifecycleEvent.END));
        assertThat(types.awaitEvents(2).events())
                .extracting(Envelope::type)
                .containsExactly("bot.session.queued", "bot.session.end");
        assertThat(sessions.awaitEvents(2).events())
                .extracting(Envelope::type)
                .containsExactly("bot.turn.user", "bot.session.end");
    }

    @Test
    void eachClientHearsSomethingEvery15SecondsWithAFreshCursor() throws InterruptedException {
        TwinSink client = streams.open(Streams.request(Streams.OF_TENANT));
        streams.say(SESSION, 1, 1);
        client.awaitEvents(1);
        streams.publish(Envelopes.said(Envelopes.session(3), "other", 1, "bot.turn.user"));
        TwinSink others = streams.open(Streams.request(new Scope.All()));
        streams.say(SESSION, 2, 2);
        others.awaitEvents(1);
        client.awaitEvents(2);
        streams.pass(Duration.ofSeconds(15));
        Frame beat = client.await(sink -> sink.frames().size() == 4).frames().getLast();
        assertThat(beat.data()).isEmpty();
        streams.say(SESSION, 3, 3);
        TwinSink again =
                streams.open(Streams.request(Streams.OF_TENANT, beat.id().orElseThrow()));
        assertThat(numbers(again.awaitEvents(1))).containsExactly(3L);
    }

    @Test
    void rotatesItsClientsAndLetsGoOfThoseWhoseKeyIsGone() throws InterruptedException {
        var standing = new AtomicBoolean(true);
        TwinSink client = streams.open(
                new StreamRequest(Streams.OF_TENANT, Filter.ALL, Optional.empty(), Optional.empty(), standing::get));
        streams.pass(Duration.ofSeconds(29));
        assertThat(client.isClosed()).isFalse();
        standing.set(false);
        streams.pass(Duration.ofSeconds(20));
        assertThat(reason(client.await(TwinSink::isClosed))).isEqualTo("unauthorized");
        TwinSink second = streams.open(Streams.request(Streams.OF_TENANT));
        streams.pass(Duration.ofMinutes(36));
        assertThat(reason(second.await(TwinSink::isClosed))).isEqualTo("rotate");
    }

    @Test
    void tellsAllToComeAgainWhenItStops() throws InterruptedException {
        TwinSink client = streams.open(Streams.request(Streams.OF_TENANT));
        assertThat(streams.feed.shutDown(Duration.ofSeconds(30))).isTrue();
        assertThat(reason(client.await(TwinSink::isClosed))).isEqualTo("shutdown");
        assertThat(streams.feed.open(Streams.request(Streams.OF_TENANT))).isInstanceOf(EventFeed.Opened.Full.class);
    }

    @Test
    void aClientWhoseConnectionBreaksIsLetGo() {
        TwinSink client = streams.open(Streams.request(Streams.OF_TENANT));
        client.await(sink -> sink.frames().size() == 1).breakDown();
        streams.say(SESSION, 1, 1);
        client.await(TwinSink::isAborted);
        assertThat(streams.feed.clients()).isZero();
    }

    private static String reason(TwinSink client) {
        return client.frames().getLast().data().orElseThrow().textAt("reason").orElseThrow();
    }

    private static Json.Obj notice(Frame frame) {
        return frame.data().orElseThrow();
    }

    private static List<Long> numbers(TwinSink client) {
        return client.events().stream().map(Envelope::sequence).toList();
    }
}
