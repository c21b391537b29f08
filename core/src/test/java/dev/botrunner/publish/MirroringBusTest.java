package dev.botrunner.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MirroringBusTest {

    private static final Json.Obj LARGE =
            Json.obj().put("x", "x".repeat(60_000)).build();

    private final TwinOutlet outlet = new TwinOutlet();

    private MirroringBus bus(MirroringBus.Lifecycle lifecycle) {
        var local = new LocalBus(Envelopes.AUTHOR, Ticker.system(), new SplittableRandom(1));
        return new MirroringBus(local, outlet, lifecycle, Ticker.system());
    }

    @Test
    void mirrorsInOrderAndInBatches() throws InterruptedException {
        MirroringBus bus = bus(MirroringBus.Lifecycle.LEFT_OUT);
        publish(bus, 600);
        drain(bus);
        assertThat(outlet.tried).extracting(List::size).containsExactly(256, 256, 88);
        assertThat(numbers()).isEqualTo(LongStream.rangeClosed(1, 600).boxed().toList());
    }

    @Test
    void keepsBatchesUnderTheLinksMebibyte() throws InterruptedException {
        MirroringBus bus = bus(MirroringBus.Lifecycle.LEFT_OUT);
        for (int time = 0; time < 40; time++) {
            bus.publish("bot.turn.user", LARGE);
        }
        drain(bus);
        assertThat(outlet.out).hasSize(40);
        assertThat(outlet.tried)
                .allSatisfy(batch -> assertThat(
                                batch.stream().mapToInt(EnvelopeJson::size).sum())
                        .isLessThan(1 << 20));
    }

    @Test
    void sendsTheSameBatchAgainWhileTheWayIsBroken() throws InterruptedException {
        MirroringBus bus = bus(MirroringBus.Lifecycle.LEFT_OUT);
        outlet.down = true;
        publish(bus, 3);
        assertThatThrownBy(bus.drain()::step).isInstanceOf(DependencyException.class);
        publish(bus, 2);
        assertThatThrownBy(bus.drain()::step).isInstanceOf(DependencyException.class);
        outlet.down = false;
        drain(bus);
        assertThat(outlet.tried).extracting(List::size).containsExactly(3, 3, 3, 2);
        assertThat(outlet.tried.get(0)).isEqualTo(outlet.tried.get(1)).isEqualTo(outlet.tried.get(2));
        assertThat(numbers()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void dropsTheNewestWhenFullAndTellsHowManyAfterRecovery() throws InterruptedException {
        MirroringBus bus = bus(MirroringBus.Lifecycle.LEFT_OUT);
        publish(bus, MirrorRing.PLACES + 10);
        assertThat(bus.lost()).isEqualTo(10);
        drain(bus);
        assertThat(outlet.out).hasSize(MirrorRing.PLACES + 1);
        Envelope told = outlet.out.stream()
                .filter(event -> event.type().equals(MirroringBus.DEGRADED))
                .findFirst()
                .orElseThrow();
        assertThat(told.data()).isEqualTo(Json.obj().put("lost", 10).build());
        assertThat(told.sequence()).isEqualTo(MirrorRing.PLACES + 11);
        publish(bus, 1);
        drain(bus);
        assertThat(outlet.out).hasSize(MirrorRing.PLACES + 2);
    }

    @Test
    void boundsTheBytesThatWait() {
        MirroringBus bus = bus(MirroringBus.Lifecycle.LEFT_OUT);
        for (int time = 0; time < 400; time++) {
            bus.publish("bot.turn.user", LARGE);
        }
        assertThat(bus.lost()).isGreaterThan(100);
    }

    @Test
    void countsWhatIsRefusedOutsideAsLost() throws InterruptedException {
        MirroringBus bus = bus(MirroringBus.Lifecycle.LEFT_OUT);
        outlet.refused = "bot.odd.one";
        bus.publish("bot.odd.one", Json.Obj.EMPTY);
        publish(bus, 1);
        drain(bus);
        assertThat(outlet.out).extracting(Envelope::type).containsExactly("bot.turn.user", MirroringBus.DEGRADED);
        assertThat(bus.lost()).isEqualTo(1);
    }

    @Test
    void leavesOutTheLifeCycleWithALinkOnly() throws InterruptedException {
        MirroringBus linked = bus(MirroringBus.Lifecycle.LEFT_OUT);
        linked.lifecycle(LifecycleEvent.END, Json.Obj.EMPTY);
        drain(linked);
        assertThat(outlet.out).isEmpty();
        MirroringBus alone = bus(MirroringBus.Lifecycle.MIRRORED);
        alone.lifecycle(LifecycleEvent.END, Json.Obj.EMPTY);
        drain(alone);
        assertThat(outlet.out).extracting(Envelope::type).containsExactly(LifecycleEvent.END);
    }

    @Test
    void neverDropsALifeCycleEventOfARunnerThatStandsAlone() throws InterruptedException {
        MirroringBus bus = bus(MirroringBus.Lifecycle.MIRRORED);
        publish(bus, MirrorRing.PLACES + 1);
        bus.lifecycle(LifecycleEvent.ENDING, Json.Obj.EMPTY);
        bus.lifecycle(LifecycleEvent.END, Json.Obj.EMPTY);
        drain(bus);
        assertThat(outlet.out)
                .extracting(Envelope::type)
                .containsSubsequence(LifecycleEvent.ENDING, LifecycleEvent.END);
    }

    @Test
    void flushWaitsUntilAllIsOut() throws InterruptedException {
        try (MirroringBus bus = bus(MirroringBus.Lifecycle.LEFT_OUT).start()) {
            publish(bus, 1000);
            assertThat(bus.flush(Duration.ofSeconds(30))).isTrue();
            assertThat(outlet.out).hasSize(1000);
        }
        assertThat(outlet.closed).isTrue();
    }

    @Test
    void flushGivesUpWhenNothingGoesOut() throws InterruptedException {
        MirroringBus bus = bus(MirroringBus.Lifecycle.LEFT_OUT);
        publish(bus, 1);
        assertThat(bus.flush(Duration.ofMillis(1))).isFalse();
    }

    private static void publish(MirroringBus bus, int times) {
        for (int time = 0; time < times; time++) {
            bus.publish("bot.turn.user", Json.Obj.EMPTY);
        }
    }

    private static void drain(MirroringBus bus) throws InterruptedException {
        while (bus.drain().step() == Loop.Did.WORK) {}
    }

    private List<Long> numbers() {
        return outlet.out.stream().map(Envelope::sequence).toList();
    }
}
