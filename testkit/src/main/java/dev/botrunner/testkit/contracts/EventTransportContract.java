package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.TaskGroup;
import dev.botrunner.publish.Bounds;
import dev.botrunner.publish.Capability;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.EventProbe;
import dev.botrunner.testkit.SampleEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What streams rely on: one order for each source, at least once, history from any position, and no loss that is not
 * said. What a transport says it cannot do, it must be seen not to do.
 */
public abstract class EventTransportContract extends EventOutletContract {

    private static final int PAGE = 7;

    private final SampleEvents events = SampleEvents.of(someTenant());

    /** The transport under test, the same through one test. */
    protected abstract EventTransport transport();

    @Override
    protected final EventOutlet outlet() {
        return transport();
    }

    @Override
    protected final SampleEvents events() {
        return events;
    }

    @Override
    protected List<Envelope> arrived(SessionId session, int atLeast) {
        return all(ofSession(), Position.START).stream()
                .map(Slice.Entry::envelope)
                .toList();
    }

    @Test
    void aTailIsToldWhereItStandsAndThenEverythingFromThenOn() throws InterruptedException {
        transport().publish(List.of(events.said()));
        var probe = new EventProbe();
        try (Subscription _ = transport().tail(probe)) {
            probe.await(heard -> !heard.stood().isEmpty());
            List<Envelope> batch = List.of(events.said(), events.lived(LifecycleEvent.QUEUED), events.said());
            transport().publish(batch);
            assertThat(probe.await(heard -> ours(heard.events()).size() >= 3).gaps())
                    .isEmpty();
            assertThat(ours(probe.events())).isEqualTo(batch);
        }
    }

    @Test
    void everyTailIsToldEverything() throws InterruptedException {
        var one = new EventProbe();
        var other = new EventProbe();
        try (Subscription _ = transport().tail(one);
                Subscription _ = transport().tail(other)) {
            one.await(heard -> !heard.stood().isEmpty());
            other.await(heard -> !heard.stood().isEmpty());
            Envelope said = events.said();
            transport().publish(List.of(said));
            for (EventProbe probe : List.of(one, other)) {
                probe.await(heard -> ours(heard.events()).equals(List.of(said)));
            }
        }
    }

    @Test
    void aTailThatIsClosedIsToldNothingMore() throws InterruptedException {
        var closed = new EventProbe();
        var open = new EventProbe();
        Subscription subscription = transport().tail(closed);
        closed.await(heard -> !heard.stood().isEmpty());
        subscription.close();
        subscription.close();
        try (Subscription _ = transport().tail(open)) {
            open.await(heard -> !heard.stood().isEmpty());
            transport().publish(List.of(events.said()));
            open.await(heard -> !ours(heard.events()).isEmpty());
        }
        assertThat(ours(closed.events())).isEmpty();
    }

    @Test
    void eachSourceKeepsItsOrderHoweverManyPublish() throws InterruptedException {
        var probe = new EventProbe();
        var authors = new ArrayList<SampleEvents>();
        try (Subscription _ = transport().tail(probe);
                TaskGroup group = TaskGroup.open("authors")) {
            probe.await(heard -> !heard.stood().isEmpty());
            for (int author = 0; author < 4; author++) {
                var own = SampleEvents.of(events.tenant());
                authors.add(own);
                group.fork(() -> {
                    for (int time = 0; time < 50; time++) {
                        transport().publish(List.of(own.said(), own.said()));
                    }
                    return true;
                });
            }
            group.join();
            probe.await(heard -> ours(heard.events()).size() >= 400);
        }
        for (SampleEvents author : authors) {
            assertThat(ours(probe.events()).stream()
                            .filter(event ->
                                    event.subject().equals(author.session().value()))
                            .map(Envelope::sequence)
                            .distinct())
                    .isSorted()
                    .hasSize(100);
        }
    }

    @Test
    void aRunnersWordOnALifeCycleReachesNobody() throws InterruptedException {
        var probe = new EventProbe();
        try (Subscription _ = transport().tail(probe)) {
            probe.await(heard -> !heard.stood().isEmpty());
            transport().publish(List.of(events.forged(LifecycleEvent.END), events.said()));
            probe.await(heard -> !ours(heard.events()).isEmpty());
        }
        assertThat(ours(probe.events())).extracting(Envelope::type).containsExactly("bot.turn.user");
    }

    @Test
    void historyGoesOnAfterAnyPositionWithoutGapOrRepetition() throws InterruptedException {
        if (!replays()) {
            keepsNothing();
            return;
        }
        List<Envelope> said = publishSome(20);
        List<Slice.Entry> whole = all(ofSession(), Position.START);
        assertThat(whole).extracting(Slice.Entry::envelope).isEqualTo(said);
        for (int had = 0; had < whole.size(); had++) {
            List<Slice.Entry> rest = all(ofSession(), whole.get(had).position());
            assertThat(rest).isEqualTo(whole.subList(had + 1, whole.size()));
        }
    }

    @Test
    void everyScopeSeesItsOwnOnly() throws InterruptedException {
        if (!replays()) {
            keepsNothing();
            return;
        }
        var sibling = SampleEvents.of(events.tenant());
        var stranger = SampleEvents.of(someTenant());
        Envelope own = events.said();
        Envelope siblings = sibling.said();
        Envelope strangers = stranger.said();
        transport().publish(List.of(own, siblings, strangers));
        assertThat(envelopes(ofSession())).containsExactly(own);
        assertThat(envelopes(new Scope.OfTenant(events.tenant()))).containsExactly(own, siblings);
        assertThat(envelopes(new Scope.Session(stranger.tenant(), events.session())))
                .isEmpty();
        assertThat(envelopes(new Scope.All())).contains(own, siblings, strangers);
    }

    @Test
    void tailAndHistoryShareOneSpaceOfPositions() throws InterruptedException {
        if (!replays()) {
            keepsNothing();
            return;
        }
        var probe = new EventProbe();
        try (Subscription _ = transport().tail(probe)) {
            Position before =
                    probe.await(heard -> !heard.stood().isEmpty()).stood().getFirst();
            publishSome(10);
            probe.await(heard -> ours(heard.events()).size() >= 10);
            EventProbe.Heard heard = probe.heard();
            assertThat(all(new Scope.OfTenant(events.tenant()), before)).hasSize(10);
            for (int at = 0; at < heard.events().size(); at++) {
                Position had = heard.positions().get(at);
                assertThat(transport().covers(before, had)).isFalse();
                for (int other = 0; other < heard.events().size(); other++) {
                    assertThat(transport().covers(had, heard.positions().get(other)))
                            .isEqualTo(other <= at);
                }
            }
        }
    }

    @Test
    void boundsSayWhatThereIs() throws InterruptedException {
        Bounds none = transport().bounds(ofSession());
        assertThat(none.earliest()).isEmpty();
        publishSome(3);
        Bounds some = transport().bounds(ofSession());
        assertThat(some.earliest().isPresent()).isEqualTo(replays());
        if (replays()) {
            List<Slice.Entry> whole = all(ofSession(), Position.START);
            assertThat(some.earliest()).contains(whole.getFirst().position());
            for (Slice.Entry entry : whole) {
                assertThat(transport().covers(some.latest(), entry.position())).isTrue();
                assertThat(transport().covers(none.latest(), entry.position())).isFalse();
            }
            assertThat(all(ofSession(), some.latest())).isEmpty();
        }
    }

    @Test
    void aPositionOfAnotherBrokerIsAGapAndCoversNothing() throws InterruptedException {
        publishSome(2);
        var foreign = new Position("another", "1");
        Slice slice = transport().read(ofSession(), foreign, PAGE);
        assertThat(slice.gap()).isTrue();
        assertThat(slice.events()).hasSize(replays() ? 2 : 0);
        assertThat(transport().covers(foreign, transport().bounds(ofSession()).latest()))
                .isFalse();
        assertThat(transport()
                        .covers(Position.START, transport().bounds(ofSession()).latest()))
                .isFalse();
    }

    /** What a transport without replay must be seen to do. */
    private void keepsNothing() throws InterruptedException {
        publishSome(3);
        Slice slice = transport().read(ofSession(), Position.START, PAGE);
        assertThat(slice.events()).isEmpty();
        assertThat(slice.gap()).isTrue();
        assertThat(slice.atEnd()).isTrue();
    }

    private List<Envelope> publishSome(int count) throws InterruptedException {
        var said = new ArrayList<Envelope>();
        for (int time = 0; time < count; time++) {
            said.add(events.said());
            transport().publish(List.of(said.getLast()));
            transport().publish(List.of(SampleEvents.of(new Tenant("between")).said()));
        }
        return said;
    }

    private boolean replays() {
        Set<Capability> capabilities = transport().capabilities();
        return capabilities.contains(Capability.REPLAY);
    }

    private Scope ofSession() {
        return new Scope.Session(events.tenant(), events.session());
    }

    private List<Envelope> envelopes(Scope scope) {
        return all(scope, Position.START).stream().map(Slice.Entry::envelope).toList();
    }

    private List<Slice.Entry> all(Scope scope, Position after) {
        var all = new ArrayList<Slice.Entry>();
        Slice slice = transport().read(scope, after, PAGE);
        all.addAll(slice.events());
        while (!slice.atEnd()) {
            slice = transport().read(scope, slice.next(), PAGE);
            assertThat(slice.gap()).isFalse();
            all.addAll(slice.events());
        }
        return all;
    }

    private List<Envelope> ours(List<Envelope> all) {
        return all.stream()
                .filter(event -> event.tenant().equals(events.tenant().name()))
                .toList();
    }
}
