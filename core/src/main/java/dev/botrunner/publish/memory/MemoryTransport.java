package dev.botrunner.publish.memory;

import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Bounds;
import dev.botrunner.publish.Capability;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Published;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.session.Ulid;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A broker in this process's memory: keeps 50,000 events or 64 MiB, the oldest go first, and those of a session some
 * time after its end. What is not above the last number of its (source, epoch) was there before and is dropped in
 * publishing. Each tail has a thread of its own and reads the log, so that a slow one keeps nobody waiting; one that
 * falls behind what is kept is told its loss. From any thread. A crash loses everything.
 */
public final class MemoryTransport implements EventTransport {

    private final String epoch;

    /** Guards {@code log}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final EventLog log;
    private final CopyOnWriteArrayList<MemoryTail> tails = new CopyOnWriteArrayList<>();

    /** @param history how long a session's events are kept after its end */
    public MemoryTransport(Ticker ticker, Duration history) {
        this.log = new EventLog(ticker, history);
        this.epoch = Ulid.of(0, new SecureRandom()).substring(10, 20);
    }

    @Override
    public Published publish(List<Envelope> batch) {
        var rejected = new ArrayList<Published.Rejected>(0);
        lock.lock();
        try {
            log.forgetEnded();
            for (int index = 0; index < batch.size(); index++) {
                Optional<Published.Code> refusal = EnvelopeJson.refusal(batch.get(index));
                if (refusal.isPresent()) {
                    rejected.add(new Published.Rejected(index, refusal.get()));
                } else {
                    log.append(batch.get(index));
                }
            }
        } finally {
            lock.unlock();
        }
        tails.forEach(MemoryTail::wake);
        return new Published(batch.size() - rejected.size(), rejected);
    }

    @Override
    public Subscription tail(EventSink sink) {
        MemoryTail tail;
        lock.lock();
        try {
            tail = new MemoryTail(this, sink, log.last());
            tails.add(tail);
        } finally {
            lock.unlock();
        }
        tail.start();
        return () -> {
            tails.remove(tail);
            tail.close();
        };
    }

    @Override
    public Slice read(Scope scope, Position after, int limit) {
        lock.lock();
        try {
            log.forgetEnded();
            OptionalLong known = number(after);
            long from = Math.min(known.orElse(0), log.last());
            boolean gap = known.isEmpty() || log.lost(scope, from);
            var events = new ArrayList<Slice.Entry>(Math.min(limit, 256));
            long reached = collect(scope, from, limit, events);
            boolean atEnd = reached >= log.last();
            return new Slice(events, position(reached), gap, atEnd);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Bounds bounds(Scope scope) {
        lock.lock();
        try {
            log.forgetEnded();
            var events = new ArrayList<Slice.Entry>(1);
            collect(scope, 0, 1, events);
            return new Bounds(events.stream().findFirst().map(Slice.Entry::position), position(log.last()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean covers(Position cursor, Position event) {
        return cursor.epoch().equals(event.epoch())
                && number(cursor).orElse(0) >= number(event).orElse(Long.MAX_VALUE);
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.REPLAY);
    }

    @Override
    public void close() {
        tails.forEach(MemoryTail::close);
        tails.clear();
    }

    Position position(long number) {
        return new Position(epoch, Long.toString(number));
    }

    /** What a tail has to tell next. */
    record Next(List<Slice.Entry> events, long reached, long lost) {}

    /** What is there for a tail that has told so much. */
    Next next(long told, int limit) {
        lock.lock();
        try {
            long from = Math.max(told, log.first() - 1);
            var events = new ArrayList<Slice.Entry>();
            long reached = collect(new Scope.All(), from, limit, events);
            return new Next(events, reached, from - told);
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is more for a tail that has told so much. */
    boolean isBeyond(long told) {
        lock.lock();
        try {
            return log.last() > told;
        } finally {
            lock.unlock();
        }
    }

    /** Adds up to a limit of events, and says up to which number everything of the scope is among them. */
    private long collect(Scope scope, long from, int limit, List<Slice.Entry> into) {
        Numbers numbers = log.numbers(scope);
        if (numbers == null && !(scope instanceof Scope.All)) {
            return log.last();
        }
        int index = numbers == null ? 0 : numbers.above(from);
        long number = Math.max(from + 1, log.first());
        long reached = from;
        while (into.size() < limit) {
            if (numbers != null) {
                number = index < numbers.size() ? numbers.at(index++) : log.last() + 1;
            }
            if (number > log.last()) {
                return log.last();
            }
            Envelope envelope = log.at(number);
            if (envelope != null && scope.takes(envelope)) {
                into.add(new Slice.Entry(envelope, position(number)));
            }
            reached = number++;
        }
        return reached;
    }

    /** Absent for a position of another broker. */
    private OptionalLong number(Position position) {
        if (position.equals(Position.START)) {
            return OptionalLong.of(0);
        }
        if (!position.epoch().equals(epoch)) {
            return OptionalLong.empty();
        }
        return parsed(position.at());
    }

    private static OptionalLong parsed(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
