package dev.botrunner.queue.memory;

import dev.botrunner.queue.Caps;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that one epoch of the store holds: records, and the indexes that follow from their heads. Guarded by the store's
 * lock; a new epoch has new tables.
 */
final class Tables {

    final String epoch;
    final StoreClock clock;
    final Caps caps;
    final Records records;
    final Lines lines = new Lines();
    final Requests requests = new Requests();
    final Census queued = new Census();
    final Census active = new Census();
    final Headroom headroom;
    final Dues dates = new Dues(SessionHead::date);
    final Dues silences = new Dues(SessionHead::silence);
    final Rooms rooms = new Rooms();
    final ClaimedPods pods = new ClaimedPods();
    final Keys keys = new Keys();
    final RateBuckets rates = new RateBuckets();
    final ReleaseRates releases = new ReleaseRates();
    final Events events = new Events();
    final Pages pages;

    /** Until then nobody gets anything: living runners of the epoch before speak first. */
    private final long quietUntil;

    private List<SessionId> changed = new ArrayList<>();
    private boolean news;

    Tables(String epoch, StoreClock clock, Caps caps, Duration recordTtl, Duration quiet) {
        this.epoch = epoch;
        this.clock = clock;
        this.caps = caps;
        this.records = new Records(recordTtl);
        this.headroom = new Headroom(caps, active);
        this.pages = new Pages(records, rooms);
        this.quietUntil = clock.after(quiet);
    }

    boolean isQuiet() {
        return clock.nanos() < quietUntil;
    }

    Seen seen(SessionId id) {
        return records.find(id).map(this::seen).orElseGet(() -> Seen.absent(id, clock.now(), epoch));
    }

    Seen seen(Stored stored) {
        return new Seen(stored.id, Optional.of(stored.head()), stored.version(), clock.now(), epoch);
    }

    /** What time has brought: marks lapse, ended records and old keys go. Costs nothing where there is nothing. */
    void tidy() {
        long now = clock.nanos();
        for (var lapsed = requests.lapsed(now); lapsed.isPresent(); lapsed = requests.lapsed(now)) {
            unmark(lapsed.get());
        }
        for (var over = records.expire(now); over.isPresent(); over = records.expire(now)) {
            requests.forget(over.get());
            pods.forget(over.get());
            over.get().shrink();
        }
        keys.expire(now);
    }

    void unmark(Stored stored) {
        if (stored.mark != null) {
            requests.unmark(stored);
            if (stored.turn != null) {
                lines.show(stored, stored.turn);
                news = true;
            }
        }
    }

    /** A record where there was none. */
    Stored create(Step step, Optional<SessionSpec> spec) {
        var stored = new Stored(step.next(), spec);
        events.append(stored, step.events());
        records.add(stored);
        dates.enter(stored);
        silences.enter(stored);
        place(stored);
        return stored;
    }

    /** The next head of a record. */
    void change(Stored stored, Step step) {
        SessionHead was = stored.head();
        events.append(stored, step.events());
        stored.change(step.next());
        dates.move(stored, was);
        silences.move(stored, was);
        place(stored);
    }

    /** A session enters {@code starting}: told while it still stands in its line. */
    void started(LaneKey lane) {
        lines.started(lane, weight(lane));
        releases.started(lane.bot(), clock.nanos());
    }

    private void place(Stored stored) {
        SessionHead head = stored.head();
        boolean wasActive = active.has(stored.id);
        active.set(stored, head.isActive());
        queued.set(stored, head.state() instanceof SessionState.Queued);
        rooms.set(stored, !head.hasEnded());
        pods.enter(stored);
        enterOrLeaveLine(stored);
        if (head.hasEnded()) {
            records.ended(stored, clock.nanos());
        }
        news |= wasActive && !head.isActive();
        changed.add(stored.id);
    }

    private void enterOrLeaveLine(Stored stored) {
        Turn turn = Turn.of(stored.head()).orElse(null);
        if (stored.turn != null && !stored.turn.equals(turn)) {
            requests.unmark(stored);
            lines.leave(stored, stored.turn);
            stored.turn = null;
        }
        if (turn != null && stored.turn == null) {
            stored.turn = turn;
            lines.enter(stored, turn, weight(stored.lane));
            news = true;
        }
    }

    private int weight(LaneKey lane) {
        return Math.max(1, caps.tenant(lane.tenant()).weight());
    }

    /** What was changed since it was asked last. */
    List<SessionId> takeChanged() {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<SessionId> taken = changed;
        changed = new ArrayList<>();
        return taken;
    }

    /** Whether somebody who waits for work may find some, since it was asked last. */
    boolean takeNews() {
        boolean taken = news;
        news = false;
        return taken;
    }
}
