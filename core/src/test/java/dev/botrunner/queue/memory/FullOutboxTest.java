package dev.botrunner.queue.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.session.About;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Json;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Step;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FullOutboxTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final BotName ECHO = new BotName("echo");
    private static final Terms TERMS =
            new Terms(3, Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofSeconds(20), OnCrash.END);

    private final Tables tables =
            new Tables("e1", new StoreClock(standing()), Caps.limitedBy(10), Duration.ofHours(1), Duration.ZERO);

    @Test
    void progressIsLeftOutAndStepsAreNot() {
        Stored stored = fill();
        tables.events.append(stored, List.of(event(LifecycleEvent.PROGRESS)));
        assertThat(tables.events.oldest(Integer.MAX_VALUE)).hasSize(Events.LIMIT + 1);
        tables.events.append(stored, List.of(event(LifecycleEvent.RUNNING)));
        assertThat(tables.events.oldest(Integer.MAX_VALUE)).hasSize(Events.LIMIT + 2);
        tables.events.published(tables.events.oldest(2));
        tables.events.append(stored, List.of(event(LifecycleEvent.PROGRESS)));
        assertThat(tables.events.oldest(Integer.MAX_VALUE)).hasSize(Events.LIMIT + 1);
    }

    @Test
    void joinsAreRefusedUntilItDrains() {
        fill();
        NewSession second = session("01k0000000000000000000000b");
        assertThatThrownBy(() -> new Intake(tables).admit(second))
                .isInstanceOfSatisfying(
                        DependencyException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        assertThat(tables.records.find(second.spec().id())).isEmpty();
        tables.events.published(tables.events.oldest(1));
        assertThat(new Intake(tables).admit(second)).isInstanceOf(Enqueued.Accepted.class);
    }

    private Stored fill() {
        NewSession first = session("01k0000000000000000000000a");
        Stored stored = tables.create(first.first(), Optional.of(first.spec()));
        tables.events.append(stored, Collections.nCopies(Events.LIMIT, event(LifecycleEvent.RUNNING)));
        return stored;
    }

    private static LifecycleEvent event(String type) {
        return new LifecycleEvent("an-id", type, "e1", 2, 1, NOW, Json.Obj.EMPTY);
    }

    private static NewSession session(String ulid) {
        var id = new SessionId(ulid);
        var room = Room.ofKey("https://rooms.example/" + ulid);
        var about = new About(Tenant.DEFAULT, ECHO, room, Map.of(), NOW, 5);
        var first = (Step) Lifecycle.standard().accepted(Seen.absent(id, NOW, "e1"), about, TERMS);
        var spec = new SessionSpec(
                id,
                Tenant.DEFAULT,
                ECHO,
                room,
                Persona.NONE,
                Optional.empty(),
                Map.of(),
                Supply.NONE,
                TERMS,
                NOW,
                Optional.empty(),
                Optional.empty());
        return new NewSession(spec, first, Optional.empty(), RoomPolicy.ANOTHER, NOW.plusSeconds(1));
    }

    private static Ticker standing() {
        return new Ticker() {
            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public Instant now() {
                return NOW;
            }
        };
    }
}
