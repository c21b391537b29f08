package dev.botrunner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Scope;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowClientTest {

    private static final SessionId SESSION = Streams.SESSION;

    private final Streams streams = new Streams();

    @AfterEach
    void close() {
        streams.close();
    }

    /** Live, and with one write under way that it does not read. */
    private TwinSink stalled() {
        TwinSink client = streams.open(Streams.request(Streams.OF_TENANT));
        streams.say(SESSION, 1, 1);
        client.awaitEvents(1).stopReading();
        streams.say(SESSION, 2, 2);
        return client.awaitUnread();
    }

    @Test
    void aClientThatLetsAThousandEventsWaitIsCutAndOthersAreNot() {
        TwinSink slow = stalled();
        // Who sees all tenants is told last: when it has had an event, everybody was told.
        TwinSink other = streams.open(Streams.request(new Scope.All()));
        streams.say(SESSION, 3, 500);
        other.awaitEvents(498);
        streams.say(SESSION, 501, 1_003);
        other.awaitEvents(1_001);
        slow.goOnReading();
        slow.await(TwinSink::isClosed);
        assertThat(slow.events()).extracting(Envelope::sequence).containsExactly(1L, 2L);
        assertThat(slow.frames().getLast().data().orElseThrow().textAt("reason"))
                .contains("slow");
        assertThat(streams.feed.cut()).isEqualTo(1);
        assertThat(other.isClosed()).isFalse();
        String cursor = slow.frames().get(slow.frames().size() - 2).id().orElseThrow();
        TwinSink again =
                streams.open(Streams.request(Streams.OF_TENANT, cursor)).awaitEvents(1_001);
        assertThat(again.events()).extracting(Envelope::sequence).isEqualTo(numbers(3, 1_003));
    }

    @Test
    void aClientThatKeepsWithinTheBoundsGetsEverything() {
        TwinSink client = stalled();
        TwinSink other = streams.open(Streams.request(Streams.OF_SESSION));
        streams.say(SESSION, 3, 1_002);
        other.awaitEvents(1_002);
        client.goOnReading();
        assertThat(client.awaitEvents(1_002).events())
                .extracting(Envelope::sequence)
                .isEqualTo(numbers(1, 1_002));
    }

    @Test
    void aClientThatTakesNothingForFiveSecondsIsCutAndThenBroken() throws InterruptedException {
        TwinSink slow = stalled();
        TwinSink other = streams.open(Streams.request(Streams.OF_TENANT));
        streams.pass(Duration.ofSeconds(5));
        assertThat(streams.feed.clients()).isEqualTo(2);
        streams.pass(Duration.ofMillis(1));
        streams.pass(Duration.ofSeconds(6));
        assertThat(slow.isAborted()).isTrue();
        assertThat(streams.feed.clients()).isEqualTo(1);
        assertThat(streams.feed.cut()).isEqualTo(1);
        assertThat(other.isAborted()).isFalse();
    }

    @Test
    void historyIsReadAtTheClientsPace() throws InterruptedException {
        streams.say(SESSION, 1, 3_000);
        TwinSink slow = new TwinSink().stopReading();
        streams.open(Streams.request(Streams.OF_SESSION), slow).awaitUnread();
        streams.pass(Duration.ofSeconds(30));
        sayToOthersToo(3_001, 6_000);
        slow.goOnReading();
        slow.awaitEvents(6_000);
        streams.say(SESSION, 6_001, 6_001);
        assertThat(slow.awaitEvents(6_001).events())
                .extracting(Envelope::sequence)
                .isEqualTo(numbers(1, 6_001));
    }

    @Test
    void aClientThatTakesNothingOfItsHistoryForAMinuteHasGone() throws InterruptedException {
        streams.say(SESSION, 1, 3_000);
        TwinSink slow = new TwinSink().stopReading();
        streams.open(Streams.request(Streams.OF_SESSION), slow).awaitUnread();
        streams.pass(Duration.ofSeconds(61));
        assertThat(slow.isAborted()).isTrue();
        assertThat(streams.feed.clients()).isZero();
    }

    /** In pieces that nobody is too slow for; when it is over, everybody was told. */
    private void sayToOthersToo(int from, int to) {
        TwinSink others = streams.open(Streams.request(new Scope.All()));
        for (int first = from; first <= to; first += 500) {
            streams.say(SESSION, first, Math.min(to, first + 499));
            others.awaitEvents(Math.min(to, first + 499) - from + 1);
        }
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
