package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Enqueued;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What only the store in memory promises: how much it remembers. */
final class MemoryBoundsTest extends StoreContract {

    private static final int MAX_ENDED = 10_000;

    @Override
    protected StoreUnderTest open(SettableCaps caps) {
        return new MemoryUnderTest(caps);
    }

    @Test
    void endedRecordsGoAfterTheirTime() {
        SessionId id = accepted(SampleSession.one());
        stop(id);
        fixture.advance(Duration.ofHours(71));
        assertThat(head(id).stage()).isEqualTo(Stage.ENDED);
        fixture.advance(Duration.ofHours(2));
        assertThat(ledger.find(id).head()).isEmpty();
    }

    @Test
    void liveRecordsStayHoweverOld() {
        SessionId id = accepted(SampleSession.one());
        fixture.advance(Duration.ofHours(100));
        assertThat(head(id).stage()).isEqualTo(Stage.QUEUED);
    }

    @Test
    void ofTooManyEndedRecordsTheFirstToEndGoFirst() {
        SessionId live = accepted(SampleSession.one());
        SessionId keyed = accepted(SampleSession.one().key("k", "f"));
        stop(keyed);
        for (int i = 0; i < MAX_ENDED - 1; i++) {
            stop(accepted(SampleSession.one()));
        }
        assertThat(ledger.find(keyed).head()).isPresent();
        stop(accepted(SampleSession.one()));
        ledger.time();
        assertThat(ledger.find(keyed).head()).isEmpty();
        assertThat(ledger.find(live).head()).isPresent();
        assertThat(enqueue(SampleSession.one().key("k", "f"))).isInstanceOfSatisfying(Enqueued.Known.class, known -> {
            assertThat(known.head().id()).isEqualTo(keyed);
            assertThat(known.head().stage()).isEqualTo(Stage.ENDED);
        });
    }

    @Test
    void ofTooManyKeysTheOldestGoFirst() {
        String room = "https://rooms.example/keys";
        accepted(SampleSession.one().in(room).key("first", "f"));
        for (int i = 1; i < 100_000; i++) {
            enqueue(SampleSession.one().in(room).key("k" + i, "f"));
        }
        assertThat(enqueue(SampleSession.one().in(room).key("first", "g"))).isEqualTo(new Enqueued.KeyReused());
        enqueue(SampleSession.one().in(room).key("last", "f"));
        assertThat(enqueue(SampleSession.one().in(room).key("first", "g"))).isInstanceOf(Enqueued.Known.class);
    }
}
