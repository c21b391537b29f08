package dev.botrunner.join;

import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Reporter;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Tenant;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A desk for joins over a queue in memory, and hands that bring sessions on their way. */
final class Desks {

    static final Tenant ACME = new Tenant("acme");
    private static final Instance WORKER = new Instance("worker");

    /** The store's clock stands still: else a join would come too late whenever this machine is busy. */
    private static final Ticker STILL = new Ticker() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant now() {
            return Instant.parse("2026-11-24T12:00:00Z");
        }
    };

    final SealKeys keys = SealKeys.random();
    final SecretSealer sealer = new SecretSealer(keys);
    final Lifecycle lifecycle = Lifecycle.standard();
    final Store store;
    final SessionDesk sessions;
    private final Clerk clerk;

    Desks() {
        this(Caps.limitedBy(100));
    }

    Desks(Caps caps) {
        store = new MemoryStore(caps, STILL, Duration.ofHours(72)).store();
        sessions = new SessionDesk(store, lifecycle);
        clerk = new Clerk(store.ledger());
    }

    JoinDesk desk() {
        return desk(store, Personalities.none());
    }

    JoinDesk desk(Store over, Personalities personalities) {
        return desk(over, personalities, keys);
    }

    /** A desk over the same store that has other seal keys. */
    JoinDesk desk(SealKeys other) {
        return desk(store, Personalities.none(), other);
    }

    private JoinDesk desk(Store over, Personalities personalities, SealKeys keyed) {
        var admission = new Admission(() -> Bodies.PROFILES, personalities, lifecycle, sealer, new Signer(keyed));
        var watch = new SessionWatch(store.ledger(), Ticker.system());
        return new JoinDesk(admission, over, watch, Ticker.system(), new SecureRandom());
    }

    static JoinCall call(String body) {
        return JoinCall.of(ACME, Bodies.body(body));
    }

    static JoinCall keyed(String body, String key) {
        JoinCall call = call(body);
        return new JoinCall(call.tenant(), call.body(), Optional.of(key), Optional.empty(), Duration.ZERO);
    }

    static JoinCall waiting(JoinCall call, Duration patience) {
        return new JoinCall(call.tenant(), call.body(), call.idempotencyKey(), call.traceparent(), patience);
    }

    SessionHead accepted(String body) throws InterruptedException {
        return desk().join(call(body)) instanceof JoinAnswer.Accepted(SessionHead head, var _) ? head : fail(body);
    }

    /** How many sessions there are, in whatever state. */
    int count() {
        return all().size();
    }

    List<SessionHead> all() {
        return sessions.list(Query.of(ACME, 500)).sessions();
    }

    /** Claims, redeems and joins. */
    void bringToItsRoom(SessionId id) {
        var runner = new Reporter(1, WORKER);
        clerk.enter(id, seen -> lifecycle.claimed(seen, new Claimant(WORKER, Claimant.Kind.WORKER)));
        clerk.enter(id, seen -> lifecycle.redeemed(seen, runner, 1));
        clerk.enter(id, seen -> lifecycle.joined(seen, runner));
    }

    Json.Obj opened(SessionId id) {
        String sealed = store.ledger().spec(id).orElseThrow().sealed().orElseThrow();
        return Json.parse(sealer.open(id, sealed).orElseThrow()).asObj().orElseThrow();
    }

    private static SessionHead fail(String body) {
        throw new AssertionError("Not accepted: " + body);
    }
}
