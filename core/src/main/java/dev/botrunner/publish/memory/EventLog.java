package dev.botrunner.publish.memory;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.Scope;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.Ulid;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events numbered from 1 in a ring, with an index by session and by tenant. Bounded by number and bytes, the oldest go
 * first; a session's events go altogether some time after its end. Confined to the transport's lock.
 */
final class EventLog {

    static final int MOST = 50_000;
    static final long MOST_BYTES = 64L << 20;

    private static final int RING = 65_536;
    private static final int RECENT = 8_192;

    private final Ticker ticker;
    private final long history;

    /** As bytes: one object for each event, since tens of thousands of trees would keep the collector busy. */
    private final byte[] @Nullable [] ring = new byte[RING] @Nullable [];

    /** The newest as they came, for tails that keep up. */
    private final @Nullable Envelope[] recent = new @Nullable Envelope[RECENT];

    private final @Nullable Shelf[] sessionOf = new @Nullable Shelf[RING];
    private final @Nullable Shelf[] tenantOf = new @Nullable Shelf[RING];
    private final long[] storedMillis = new long[RING];
    private final Map<String, Shelf> sessions = new HashMap<>();
    private final Map<String, Shelf> tenants = new HashMap<>();
    private final ArrayDeque<Ended> ended = new ArrayDeque<>();

    private record Ended(Shelf session, long nanos) {}

    private long first = 1;
    private long next = 1;
    private int count;
    private long bytes;

    /** Sessions accepted up to then may have lost events that no shelf knows of. */
    private long lostUntilMillis = Long.MIN_VALUE;

    EventLog(Ticker ticker, Duration history) {
        this.ticker = ticker;
        this.history = history.toNanos();
    }

    /** False: it was there before. */
    boolean append(Envelope envelope) {
        makeRoom(); // first: it may take away the shelf of this very session
        Shelf session = sessions.computeIfAbsent(envelope.subject(), id -> new Shelf(id, lostBefore(id)));
        if (!session.last.advance(envelope)) {
            return false;
        }
        long number = next++;
        Shelf tenant = tenants.computeIfAbsent(envelope.tenant(), name -> new Shelf(name, 0));
        byte[] written = EnvelopeJson.bytes(envelope);
        ring[slot(number)] = written;
        recent[recentSlot(number)] = envelope;
        sessionOf[slot(number)] = session;
        tenantOf[slot(number)] = tenant;
        storedMillis[slot(number)] = ticker.now().toEpochMilli();
        count++;
        bytes += written.length;
        session.numbers.add(number);
        tenant.numbers.add(number);
        if (envelope.type().equals(LifecycleEvent.END)) {
            ended.add(new Ended(session, ticker.nanos()));
        }
        return true;
    }

    /** Lets go of the sessions whose history is over. */
    void forgetEnded() {
        while (!ended.isEmpty() && ticker.nanos() - ended.getFirst().nanos > history) {
            Shelf shelf = ended.removeFirst().session;
            if (sessions.remove(shelf.name, shelf)) {
                for (int index = 0; index < shelf.numbers.size(); index++) {
                    remove(shelf.numbers.at(index));
                }
            }
        }
        skipEmpty();
    }

    /** The event of that number; absent where it has gone. */
    @Nullable
    Envelope at(long number) {
        if (number < first || number >= next) {
            return null;
        }
        byte[] written = ring[slot(number)];
        if (written == null) {
            return null;
        }
        Envelope came = recent[recentSlot(number)];
        return came != null && number > last() - RECENT ? came : read(number, written);
    }

    private static Envelope read(long number, byte[] written) {
        if (EnvelopeJson.read(written) instanceof EnvelopeJson.Read.Good(Envelope envelope)) {
            return envelope;
        }
        throw new IllegalStateException("Event " + number + " was written in a form that cannot be read");
    }

    long first() {
        return first;
    }

    long last() {
        return next - 1;
    }

    /** The numbers of a scope's events; absent for all of them, or where there is none. */
    @Nullable
    Numbers numbers(Scope scope) {
        Shelf shelf = shelf(scope);
        return shelf == null ? null : shelf.numbers;
    }

    /** Whether events of this scope above this number were here and have gone. */
    boolean lost(Scope scope, long after) {
        return switch (scope) {
            case Scope.All _ -> first - 1 > after;
            case Scope.OfTenant(var tenant) -> {
                Shelf shelf = tenants.get(tenant.name());
                yield shelf != null && shelf.lost > after;
            }
            case Scope.Session(var _, var id) -> {
                Shelf shelf = sessions.get(id.value());
                yield (shelf == null ? lostBefore(id.value()) : shelf.lost) > after;
            }
        };
    }

    private @Nullable Shelf shelf(Scope scope) {
        return switch (scope) {
            case Scope.All _ -> null;
            case Scope.OfTenant(var tenant) -> tenants.get(tenant.name());
            case Scope.Session(var _, var id) -> sessions.get(id.value());
        };
    }

    /**
     * What a session without a shelf may have lost: all, if it was accepted before the last event that went was stored
     * (each session has an event as soon as it is accepted), else nothing.
     */
    private long lostBefore(String session) {
        return Ulid.isValid(session) && Ulid.time(session).toEpochMilli() <= lostUntilMillis ? last() : 0;
    }

    private void skipEmpty() {
        while (first < next && ring[slot(first)] == null) {
            first++;
        }
    }

    /** For one more: the bytes may pass their limit by that one. */
    private void makeRoom() {
        skipEmpty();
        while (count >= MOST || bytes > MOST_BYTES || next - first == RING) {
            evictOldest();
            skipEmpty();
        }
    }

    private void evictOldest() {
        Shelf session = sessionOf[slot(first)];
        remove(first);
        if (session != null) {
            session.numbers.removeUpTo(first);
            session.lost = first;
            if (session.numbers.size() == 0) {
                sessions.remove(session.name, session);
                forgetGone();
            }
        }
        first++;
    }

    /** Sessions go in the order of their ends, nearly: what is remembered of them must not outgrow the log. */
    private void forgetGone() {
        while (!ended.isEmpty() && ended.getFirst().session.numbers.size() == 0) {
            ended.removeFirst();
        }
    }

    private void remove(long number) {
        int slot = slot(number);
        byte[] written = ring[slot];
        if (written == null) {
            throw new IllegalStateException("The log holds no event of number " + number);
        }
        Shelf tenant = tenantOf[slot];
        ring[slot] = null;
        sessionOf[slot] = null;
        tenantOf[slot] = null;
        count--;
        bytes -= written.length;
        if (tenant != null) {
            tenant.numbers.removeUpTo(first == number ? number : first - 1);
            tenant.lost = Math.max(tenant.lost, number);
        }
        lostUntilMillis = Math.max(lostUntilMillis, storedMillis[slot]);
    }

    private static int recentSlot(long number) {
        return (int) (number & (RECENT - 1));
    }

    private static int slot(long number) {
        return (int) (number & (RING - 1));
    }
}
