package dev.botrunner.testkit;

import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.NewSession.IdempotencyMark;
import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.session.About;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Lifecycle;
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
import dev.botrunner.session.Ulid;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A session as a test wants it: of the default tenant and bot {@code echo}, in a room of its own, with a start deadline
 * of 10 minutes, until told otherwise.
 */
public record SampleSession(
        SessionId id,
        Tenant tenant,
        BotName bot,
        String room,
        int priority,
        RoomPolicy policy,
        Optional<IdempotencyMark> key,
        Map<String, String> labels) {

    public static final BotName ECHO = new BotName("echo");
    public static final Terms TERMS =
            new Terms(3, Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofSeconds(20), OnCrash.END);
    public static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final long FIRST_MILLIS = 1_767_225_600_000L;
    private static final AtomicLong MADE = new AtomicLong();

    /** The next one: its id is above those before it. */
    public static SampleSession one() {
        long number = MADE.getAndIncrement();
        var id = new SessionId(Ulid.of(FIRST_MILLIS + number, new SplittableRandom(number)));
        return new SampleSession(
                id,
                Tenant.DEFAULT,
                ECHO,
                "https://rooms.example/" + id,
                5,
                RoomPolicy.REUSE,
                Optional.empty(),
                Map.of());
    }

    public SampleSession of(Tenant other) {
        return new SampleSession(id, other, bot, room, priority, policy, key, labels);
    }

    public SampleSession by(BotName other) {
        return new SampleSession(id, tenant, other, room, priority, policy, key, labels);
    }

    public SampleSession in(String other) {
        return new SampleSession(id, tenant, bot, other, priority, policy, key, labels);
    }

    public SampleSession priority(int other) {
        return new SampleSession(id, tenant, bot, room, other, policy, key, labels);
    }

    public SampleSession policy(RoomPolicy other) {
        return new SampleSession(id, tenant, bot, room, priority, other, key, labels);
    }

    public SampleSession key(String name, String fingerprint) {
        var mark = new IdempotencyMark(name, fingerprint);
        return new SampleSession(id, tenant, bot, room, priority, policy, Optional.of(mark), labels);
    }

    public SampleSession labelled(String label, String value) {
        return new SampleSession(id, tenant, bot, room, priority, policy, key, Map.of(label, value));
    }

    /** As {@code join} would hand it to the queue: good for an hour of the store's clock. */
    public NewSession asOf(SessionLedger ledger) {
        return asOf(ledger, PATIENCE);
    }

    public NewSession asOf(SessionLedger ledger, Duration patience) {
        Seen seen = Seen.absent(id, ledger.time(), ledger.find(id).epoch());
        var place = new Room(room, room);
        var about = new About(tenant, bot, place, labels, seen.time(), priority);
        var spec = new SessionSpec(
                id,
                tenant,
                bot,
                place,
                Persona.NONE,
                Optional.empty(),
                labels,
                Supply.NONE,
                TERMS,
                seen.time(),
                Optional.of(TRACEPARENT),
                Optional.of("sealed"));
        var first = (Step) Lifecycle.standard().accepted(seen, about, TERMS);
        return new NewSession(spec, first, key, policy, seen.time().plus(patience));
    }
}
