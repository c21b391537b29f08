package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.publish.Envelope;
import dev.botrunner.queue.OutboxEntry;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Step;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The events of written steps, in order, until they are acknowledged. */
public abstract class OutboxContract extends StoreContract {

    @Test
    void anEmptyOutboxAnswersAtTheEndOfTheWait() throws InterruptedException {
        assertThat(outbox.next(10, Duration.ZERO)).isEmpty();
        assertThat(outbox.next(10, Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void aStepsEventIsAnEnvelopeOfTheSession() throws InterruptedException {
        var sample = SampleSession.one().of(ACME);
        SessionId id = accepted(sample);
        Seen seen = ledger.find(id);
        assertDone(claim(id));
        Envelope envelope = all().get(1).envelope();
        assertThat(envelope.source()).isEqualTo("/sessions/" + id);
        assertThat(envelope.subject()).isEqualTo(id.value());
        assertThat(envelope.type()).isEqualTo(LifecycleEvent.STARTING);
        assertThat(envelope.dataschema()).isEqualTo("urn:botrunner:bot.session.starting:1");
        assertThat(envelope.tenant()).isEqualTo("acme");
        assertThat(envelope.bot()).isEqualTo("echo");
        assertThat(envelope.attempt()).isEqualTo(1);
        assertThat(envelope.epoch()).isEqualTo(seen.epoch());
        assertThat(envelope.sequence()).isEqualTo(2);
        assertThat(envelope.id()).isEqualTo(id + "." + seen.epoch() + ".2");
        assertThat(envelope.traceparent()).contains(SampleSession.TRACEPARENT);
        assertThat(envelope.time()).isEqualTo(seen.time());
    }

    @Test
    void theEndKeepsTheTraceThoughTheSpecIsGone() throws InterruptedException {
        SessionId id = accepted(SampleSession.one());
        stop(id);
        Envelope end = all().getLast().envelope();
        assertThat(end.type()).isEqualTo(LifecycleEvent.END);
        assertThat(end.id()).isEqualTo(id.value());
        assertThat(end.traceparent()).isEqualTo(Optional.of(SampleSession.TRACEPARENT));
    }

    @Test
    void eventsComeInTheOrderOfTheirStepsWithoutGaps() throws InterruptedException {
        SessionId first = accepted(SampleSession.one());
        SessionId second = accepted(SampleSession.one());
        assertDone(claim(second));
        assertDone(claim(first));
        redeem(first);
        join(first);
        stop(second);
        assertThat(numbers(first)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(numbers(second)).containsExactly(1L, 2L, 3L);
        assertThat(all().stream().map(entry -> entry.envelope().subject()).toList())
                .containsExactly(
                        first.value(),
                        second.value(),
                        second.value(),
                        first.value(),
                        first.value(),
                        first.value(),
                        second.value());
    }

    @Test
    void entriesComeAgainUntilTheyArePublished() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            accepted(SampleSession.one());
        }
        List<OutboxEntry> all = all();
        assertThat(outbox.next(2, Duration.ZERO)).isEqualTo(all.subList(0, 2));
        assertThat(outbox.next(2, Duration.ZERO)).isEqualTo(all.subList(0, 2));
        outbox.published(List.of(all.get(0), all.get(2)));
        assertThat(all()).containsExactly(all.get(1), all.get(3), all.get(4));
        outbox.published(List.of(all.get(0)));
        outbox.published(all);
        assertThat(all()).isEmpty();
    }

    @Test
    void aStepThatIsNotWrittenTellsNothing() throws InterruptedException {
        SessionId id = accepted(SampleSession.one());
        Seen seen = ledger.find(id);
        var stop = (Step) RULES.stopAsked(seen);
        assertDone(claim(id));
        ledger.write(seen, stop);
        caps.bot(ECHO, 0, 0);
        claim(accepted(SampleSession.one()));
        assertThat(all()).hasSize(3);
    }

    @Test
    void whoWaitsIsToldOfTheFirstEntry() throws InterruptedException {
        var found = new LinkedBlockingQueue<OutboxEntry>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                found.addAll(outbox.next(1, Duration.ofSeconds(60)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        SessionId id = accepted(SampleSession.one());
        OutboxEntry entry = found.poll(60, TimeUnit.SECONDS);
        assertThat(entry)
                .isNotNull()
                .satisfies(first -> assertThat(first.envelope().subject()).isEqualTo(id.value()));
        reader.join();
    }

    private List<OutboxEntry> all() throws InterruptedException {
        return outbox.next(1_000, Duration.ZERO);
    }

    private List<Long> numbers(SessionId id) throws InterruptedException {
        var numbers = new ArrayList<Long>();
        for (OutboxEntry entry : all()) {
            if (entry.envelope().subject().equals(id.value())) {
                numbers.add(entry.envelope().sequence());
            }
        }
        return numbers;
    }
}
