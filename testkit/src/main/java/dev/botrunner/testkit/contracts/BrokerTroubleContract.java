package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Subscription;
import dev.botrunner.publish.Capability;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Published;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.session.DependencyException;
import dev.botrunner.testkit.EventProbe;
import dev.botrunner.testkit.SampleEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a transport makes of a broker in trouble: nothing is lost or told twice unless it is said. */
public abstract class BrokerTroubleContract {

    private static final int PAGE = 50;

    private final SampleEvents events = SampleEvents.of(EventOutletContract.someTenant());

    /** The transport under test, the same through one test. */
    protected abstract EventTransport transport();

    protected abstract BrokerTrouble trouble();

    @Test
    protected void aTailGoesOnWhereItWasWhenItsConnectionBreaks() throws InterruptedException {
        var probe = new EventProbe();
        try (Subscription _ = transport().tail(probe)) {
            var said = new ArrayList<Envelope>();
            for (int round = 0; round < 5; round++) {
                trouble().cut();
                for (int time = 0; time < 20; time++) {
                    said.add(events.said());
                    surely(List.of(said.getLast()));
                }
                if (keeps()) {
                    probe.await(heard -> ours(heard).contains(said.getLast()));
                } else {
                    awaitListening(probe);
                }
            }
            if (keeps()) {
                assertThat(ours(probe.heard()).stream().distinct().toList()).isEqualTo(said);
                assertThat(probe.heard().gaps()).isEmpty();
                assertThat(probe.heard().resets()).isZero();
            } else {
                assertThat(probe.heard().gaps()).isNotEmpty();
            }
        }
    }

    @Test
    protected void aBrokerThatStandsStillTakesNothingAndGoesOnWithWhatIsSaidAgain() throws InterruptedException {
        var probe = new EventProbe();
        try (Subscription _ = transport().tail(probe)) {
            Envelope before = events.said();
            surely(List.of(before));
            probe.await(heard -> ours(heard).contains(before));
            trouble().freeze();
            Envelope during = events.said();
            assertThat(isTaken(List.of(during))).isFalse();
            trouble().thaw();
            surely(List.of(during));
            Envelope after = events.said();
            surely(List.of(after));
            if (keeps()) {
                probe.await(heard -> ours(heard).contains(after));
                assertThat(ours(probe.heard()).stream().distinct()).containsExactly(before, during, after);
                assertThat(probe.heard().gaps()).isEmpty();
            } else {
                awaitListening(probe);
            }
        }
    }

    @Test
    protected void aBrokerThatForgotIsAnother() throws InterruptedException {
        var probe = new EventProbe();
        try (Subscription _ = transport().tail(probe)) {
            Envelope before = events.said();
            surely(List.of(before));
            probe.await(heard -> ours(heard).contains(before));
            Position had = transport().bounds(ofSession()).latest();
            trouble().forget();
            if (!keeps()) {
                awaitListening(probe);
                assertThat(probe.heard().gaps()).isNotEmpty();
                return;
            }
            List<Envelope> after = List.of(events.said(), events.said());
            surely(after);
            probe.await(heard -> ours(heard).containsAll(after));
            assertThat(probe.heard().resets()).isPositive();
            Slice slice = transport().read(ofSession(), had, PAGE);
            assertThat(slice.gap()).isTrue();
            assertThat(slice.events()).extracting(Slice.Entry::envelope).containsSubsequence(after);
            assertThat(slice.next().epoch()).isNotEqualTo(had.epoch());
            assertThat(transport().covers(had, slice.events().getFirst().position()))
                    .isFalse();
        }
    }

    @Test
    protected void whatWasLetGoIsAGapForWhoHadNotHadIt() throws InterruptedException {
        if (!keeps()) {
            return;
        }
        Position nothing = transport().bounds(ofSession()).latest();
        for (int time = 0; time < 20; time++) {
            surely(List.of(events.said(), events.said()));
        }
        Position all = transport().bounds(ofSession()).latest();
        trouble().trim();
        for (Scope scope : List.of(ofSession(), new Scope.OfTenant(events.tenant()), new Scope.All())) {
            assertThat(transport().read(scope, nothing, PAGE).gap())
                    .as(scope.toString())
                    .isTrue();
            assertThat(transport().read(scope, all, PAGE).gap())
                    .as(scope.toString())
                    .isFalse();
            Slice left = transport().read(scope, nothing, PAGE);
            assertThat(transport().bounds(scope).earliest())
                    .isEqualTo(left.events().stream().findFirst().map(Slice.Entry::position));
        }
        assertThat(transport().read(ofSession(), Position.START, PAGE).gap()).isTrue();
    }

    /** Where nothing is kept: says something until it is heard. */
    private void awaitListening(EventProbe probe) throws InterruptedException {
        int before = ours(probe.heard()).size();
        while (ours(probe.heard()).size() == before) {
            surely(List.of(events.said()));
        }
    }

    /** As a mirror does: the same again until it is taken. */
    private void surely(List<Envelope> batch) throws InterruptedException {
        while (!isTaken(batch)) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private boolean isTaken(List<Envelope> batch) {
        try {
            return transport().publish(batch).equals(Published.all(batch.size()));
        } catch (DependencyException notNow) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private boolean keeps() {
        return transport().capabilities().contains(Capability.REPLAY);
    }

    private Scope ofSession() {
        return new Scope.Session(events.tenant(), events.session());
    }

    private List<Envelope> ours(EventProbe.Heard heard) {
        return heard.events().stream()
                .filter(event -> event.tenant().equals(events.tenant().name()))
                .toList();
    }
}
