package dev.botrunner.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.TaskGroup;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.Ulid;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LocalBusTest {

    private final LocalBus bus = new LocalBus(Envelopes.AUTHOR, Ticker.system(), new SplittableRandom(1));

    @Test
    void stampsAndNumbersWhatIsPublished() {
        Envelope first = bus.publish("bot.turn.user", Json.Obj.EMPTY);
        Envelope second = bus.publish("bot.turn.bot", Json.Obj.EMPTY);
        assertThat(first.source()).isEqualTo("/sessions/" + Envelopes.SESSION + "/1");
        assertThat(first.tenant()).isEqualTo("acme");
        assertThat(first.dataschema()).isEqualTo("urn:botrunner:bot.turn.user:1");
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(second.epoch()).isEqualTo(first.epoch()).isEqualTo(bus.epoch());
        assertThat(Ulid.isValid(first.id())).isTrue();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(EnvelopeJson.read(EnvelopeJson.bytes(first))).isEqualTo(new EnvelopeJson.Read.Good(first));
    }

    @Test
    void numbersTheLifeCycleByItself() {
        bus.publish("bot.turn.user", Json.Obj.EMPTY);
        Envelope running = bus.lifecycle(LifecycleEvent.RUNNING, Json.Obj.EMPTY);
        Envelope end = bus.lifecycle(LifecycleEvent.END, Json.Obj.EMPTY);
        assertThat(running.source()).isEqualTo("/sessions/" + Envelopes.SESSION);
        assertThat(running.sequence()).isEqualTo(1);
        assertThat(end.sequence()).isEqualTo(2);
        assertThat(end.id()).isEqualTo(Envelopes.SESSION.value());
        assertThat(EnvelopeJson.read(EnvelopeJson.bytes(end))).isEqualTo(new EnvelopeJson.Read.Good(end));
    }

    @Test
    void tellsReadersInTheOrderTheyCameAndGoesOnAfterOneThatFails() {
        var told = new ArrayList<String>();
        bus.subscribe(event -> told.add("first " + event.sequence()));
        bus.subscribe(_ -> {
            throw new IllegalStateException("a reader that fails");
        });
        Subscription last = bus.subscribe(event -> told.add("last " + event.sequence()));
        bus.publish("bot.turn.user", Json.Obj.EMPTY);
        last.close();
        last.close();
        bus.publish("bot.turn.user", Json.Obj.EMPTY);
        assertThat(told).containsExactly("first 1", "last 1", "first 2");
    }

    @Test
    void refusesWhatIsNotABotsToSay() {
        assertThatThrownBy(() -> bus.publish("bot.session.end", Json.Obj.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bus.publish("Not a type", Json.Obj.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
        Json.Obj large = Json.obj().put("x", "x".repeat(Envelope.MAX_BYTES)).build();
        assertThatThrownBy(() -> bus.publish("bot.turn.user", large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
        assertThat(bus.publish("bot.turn.user", Json.Obj.EMPTY).sequence()).isEqualTo(1);
    }

    @Test
    void handsOnInTheOrderOfNumbersWhicheverThreadsPublish() throws InterruptedException {
        List<Long> taken = new ArrayList<>();
        bus.tap((event, _) -> taken.add(event.sequence()));
        try (TaskGroup group = TaskGroup.open("publish")) {
            for (int thread = 0; thread < 4; thread++) {
                group.fork(() -> {
                    for (int time = 0; time < 500; time++) {
                        bus.publish("bot.turn.user", Json.Obj.EMPTY);
                    }
                    return true;
                });
            }
            group.join();
        }
        assertThat(taken).isEqualTo(LongStream.rangeClosed(1, 2000).boxed().toList());
    }
}
