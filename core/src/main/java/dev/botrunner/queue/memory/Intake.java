package dev.botrunner.queue.memory;

import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.NewSession;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether a new session is taken in, in this order: what was said before is said again, at any time and for nothing; the
 * tenant's rate; the room; what the queue holds. A join that is answered with the session of its room needs no place in
 * the queue, so a full one does not refuse it; it does cost a token of the rate. Used under the store's lock.
 */
final class Intake {

    private final Tables tables;

    Intake(Tables tables) {
        this.tables = tables;
    }

    Enqueued admit(NewSession session) {
        SessionSpec spec = session.spec();
        Optional<Stored> same = tables.records.find(spec.id());
        if (same.isPresent()) {
            return new Enqueued.Known(same.get().head(), false, true);
        }
        if (isLate(session)) {
            return new Enqueued.TooLate();
        }
        return replayed(session)
                .or(() -> throttled(spec.tenant()))
                .or(() -> met(session))
                .or(() -> refused(spec))
                .orElseGet(() -> accept(session));
    }

    private boolean isLate(NewSession session) {
        return tables.clock.now().isAfter(session.latest())
                || !session.first().next().events().epoch().equals(tables.epoch);
    }

    private Optional<Enqueued> replayed(NewSession session) {
        return session.idempotency()
                .flatMap(mark -> tables.keys
                        .find(new Keys.Key(session.spec().tenant(), mark.key()))
                        .map(entry -> entry.fingerprint.equals(mark.fingerprint())
                                ? new Enqueued.Known(entry.head(), entry.reused, true)
                                : new Enqueued.KeyReused()));
    }

    private Optional<Enqueued> throttled(Tenant tenant) {
        return tables.rates
                .take(tenant, tables.caps.tenant(tenant), tables.clock.nanos())
                .map(wait -> new Enqueued.Throttled(Retries.atMostLongest(wait)));
    }

    private Optional<Enqueued> met(NewSession session) {
        SessionSpec spec = session.spec();
        return switch (session.policy()) {
            case ANOTHER -> Optional.empty();
            case REFUSE -> holder(spec).map(there -> new Enqueued.RoomTaken(there.head()));
            case REUSE ->
                holder(spec).map(there -> {
                    remember(session, there, true);
                    return new Enqueued.Known(there.head(), true, false);
                });
        };
    }

    private Optional<Stored> holder(SessionSpec spec) {
        return tables.rooms.holder(spec.tenant(), spec.bot(), spec.room().key());
    }

    private Optional<Enqueued> refused(SessionSpec spec) {
        if (tables.events.isFull()) {
            throw new DependencyException(new Failure(
                    ErrorCode.STORE_UNAVAILABLE,
                    "Nothing is accepted while over " + Events.LIMIT
                            + " events wait for the broker: see whether it answers"));
        }
        Caps.TenantCap cap = tables.caps.tenant(spec.tenant());
        if (tables.queued.size() >= tables.caps.queueLimit()) {
            return Optional.of(full(Enqueued.Scope.QUEUE, tables.releases.perSecond(tables.clock.nanos())));
        }
        if (tables.queued.of(spec.tenant()) >= cap.queue()) {
            var lane = new LaneKey(spec.bot(), spec.tenant());
            OptionalDouble rate = tables.releases.perSecond(spec.bot(), tables.clock.nanos());
            double share = tables.lines.share(lane);
            return Optional.of(full(
                    Enqueued.Scope.TENANT,
                    rate.isPresent() ? OptionalDouble.of(rate.getAsDouble() * share) : OptionalDouble.empty()));
        }
        return Optional.empty();
    }

    private static Enqueued full(Enqueued.Scope scope, OptionalDouble perSecond) {
        Duration after = Retries.after(perSecond);
        return new Enqueued.Full(scope, after);
    }

    private Enqueued accept(NewSession session) {
        Stored stored = tables.create(session.first(), Optional.of(session.spec()));
        remember(session, stored, false);
        return new Enqueued.Accepted(stored.head());
    }

    private void remember(NewSession session, Stored stored, boolean reused) {
        session.idempotency()
                .ifPresent(mark -> tables.keys.remember(
                        new Keys.Key(stored.tenant(), mark.key()),
                        mark.fingerprint(),
                        stored,
                        reused,
                        tables.clock.nanos()));
    }
}
