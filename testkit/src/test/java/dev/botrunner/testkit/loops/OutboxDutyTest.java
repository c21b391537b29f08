package dev.botrunner.testkit.loops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.botrunner.duty.DeadLetters.DeadLetter;
import dev.botrunner.duty.OutboxDuty;
import dev.botrunner.loop.Loop.Did;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.Lease;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.queue.Leases;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.LoopStepper;
import dev.botrunner.testkit.faults.ScriptedFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutboxDutyTest {

    /** Keeps what it gets, and refuses what it is told to. */
    private static final class Broker implements EventOutlet {
        private final List<Envelope> has = new ArrayList<>();
        private final List<Integer> batches = new ArrayList<>();
        private Runnable before = () -> {};
        private String refused = "";

        @Override
        public Published publish(List<Envelope> batch) {
            before.run();
            var rejected = new ArrayList<Published.Rejected>();
            for (int i = 0; i < batch.size(); i++) {
                if (batch.get(i).subject().equals(refused)) {
                    rejected.add(new Published.Rejected(i, Published.Code.TOO_LARGE));
                } else {
                    has.add(batch.get(i));
                }
            }
            batches.add(batch.size());
            return new Published(batch.size() - rejected.size(), rejected);
        }

        @Override
        public void close() {}
    }

    private final ScriptedFaults faults = new ScriptedFaults();
    private final OneServer server = new OneServer(faults);
    private final Broker broker = new Broker();
    private final OutboxDuty duty = duty(server.lease(DutyName.OUTBOX));

    private OutboxDuty duty(LeaseHolder lease) {
        return new OutboxDuty(server.store.outbox(), broker, lease, Duration.ZERO);
    }

    @Test
    void bringsAllEventsToTheBrokerInOrderForEachSource() throws InterruptedException {
        SessionId one = server.join();
        SessionId other = server.join();
        server.stop(one);
        server.stop(other);

        LoopStepper.untilIdle(duty);

        for (SessionId id : List.of(one, other)) {
            var ours = broker.has.stream()
                    .filter(event -> event.subject().equals(id.value()))
                    .toList();
            assertThat(ours).extracting(Envelope::type).containsExactly("bot.session.queued", "bot.session.end");
            assertThat(ours)
                    .extracting(Envelope::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 2).boxed().toList());
        }
    }

    @Test
    void sendsInBatchesThatABrokerCanTake() throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            server.join();
        }

        LoopStepper.untilIdle(duty);

        assertThat(broker.batches).containsExactly(256, 256, 88);
    }

    @Test
    void keepsWhatTheBrokerDidNotAcknowledge() throws InterruptedException {
        SessionId id = server.join();
        broker.before = () -> {
            throw new DependencyException(new Failure(ErrorCode.BROKER_UNAVAILABLE, "No broker"));
        };
        assertThatExceptionOfType(DependencyException.class).isThrownBy(duty::step);

        broker.before = () -> {};
        LoopStepper.untilIdle(duty);

        assertThat(broker.has).extracting(Envelope::subject).containsExactly(id.value());
    }

    @Test
    void sendsTheSameAgainWhenItsOwnAcknowledgementIsLost() throws InterruptedException {
        server.join();
        faults.next("outbox.published", ScriptedFaults.Fault.REFUSED);
        assertThatExceptionOfType(DependencyException.class).isThrownBy(duty::step);

        LoopStepper.untilIdle(duty);

        assertThat(broker.has).hasSize(2);
        assertThat(broker.has)
                .extracting(Envelope::id)
                .containsOnly(broker.has.getFirst().id());
    }

    @Test
    void whatTheBrokerRefusesIsKeptAsADeadLetterAndHoldsUpNothing() throws InterruptedException {
        SessionId refused = server.join();
        SessionId taken = server.join();
        broker.refused = refused.value();

        LoopStepper.untilIdle(duty);

        assertThat(broker.has).extracting(Envelope::subject).containsExactly(taken.value());
        assertThat(duty.dead().count()).isEqualTo(1);
        assertThat(duty.dead().newest()).extracting(DeadLetter::code).containsExactly(Published.Code.TOO_LARGE);
    }

    @Test
    void sendsNothingWhileAnotherHoldsTheLease() throws InterruptedException {
        LeaseHolder other = server.lease(DutyName.OUTBOX);
        assertThat(other.holds()).isTrue();
        server.join();

        assertThat(duty.step()).isEqualTo(Did.NOTHING);
        assertThat(broker.has).isEmpty();
    }

    @Test
    void sendsNothingWhenTheLeaseIsLostWhileItReads() throws InterruptedException {
        duty.step();
        server.join();
        LeaseHolder other = server.lease(DutyName.OUTBOX);
        Duration frozen = Duration.ofSeconds(7);
        server.ticker.advance(frozen);
        assertThat(other.holds()).isTrue();

        assertThat(duty.step()).isEqualTo(Did.NOTHING);
        assertThat(broker.has).isEmpty();
    }

    @Test
    void sendsNothingWhileRenewingTakesMoreThanAThirdOfTheLease() throws InterruptedException {
        var renewing = new AtomicReference<>(Duration.ofMillis(2_500));
        Leases slow = (name, me) -> server.store.leases().acquire(name, me).map(lease -> new Lease() {
            @Override
            public boolean renew() {
                server.ticker.advance(renewing.get());
                return lease.renew();
            }

            @Override
            public Duration left() {
                return lease.left();
            }

            @Override
            public void release() {
                lease.release();
            }
        });
        var slowly = duty(new LeaseHolder(slow, DutyName.OUTBOX, server.process(), server.ticker));
        slowly.step();
        server.join();
        server.ticker.advance(Duration.ofSeconds(1));

        assertThat(slowly.step()).isEqualTo(Did.NOTHING);
        assertThat(broker.has).isEmpty();

        renewing.set(Duration.ZERO);
        assertThat(slowly.step()).isEqualTo(Did.WORK);
        assertThat(broker.has).hasSize(1);
    }
}
