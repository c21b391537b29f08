package dev.botrunner.stream;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Scope;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client of the streams: what is live waits until its history is spliced to it, then goes out as it comes. From any
 * thread.
 */
final class StreamClient {

    /** A client that takes nothing of its history for so long has gone. */
    private static final Duration STALLED = Duration.ofSeconds(60);

    private static final Duration STANDING = Duration.ofSeconds(10);

    /** An end that the record knows and no broker tells comes from the record after this. */
    private static final Duration LATE_END = Duration.ofSeconds(5);

    /** What all clients share. */
    record Shared(EventTransport transport, Cursors cursors, Hands hands, Ticker ticker, StreamLimits limits) {}

    private final StreamRequest request;
    private final Shared shared;
    private final Outflow outflow;
    private final long rotateAfter;
    private final long opened;

    /** Guards all below. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Backlog backlog;
    private Position splicedAt = Position.START;
    private Position told = Position.START;
    private long spliced;
    private long lastBeat;
    private long lastStanding;
    private volatile @Nullable CloseReason closing;

    /** @param gone told once, when it is over */
    StreamClient(StreamRequest request, Shared shared, Duration rotateAfter, Consumer<StreamClient> gone) {
        this.request = request;
        this.shared = shared;
        this.outflow = new Outflow(shared.ticker(), () -> gone.accept(this));
        this.backlog = new Backlog(shared.limits());
        this.rotateAfter = rotateAfter.toNanos();
        this.opened = shared.ticker().nanos();
        this.lastBeat = opened;
        this.lastStanding = opened;
    }

    StreamRequest request() {
        return request;
    }

    Outflow outflow() {
        return outflow;
    }

    /** Something new, if the client wants it. Never blocks. */
    void tell(Tidings tidings) {
        if (tidings instanceof Tidings.Event(var event)
                && !request.filter().takes(event.envelope())
                && !isLast(event)) {
            return;
        }
        lock.lock();
        try {
            Backlog before = backlog;
            if (before != null) {
                before.add(tidings);
                return;
            }
            send(tidings);
        } finally {
            lock.unlock();
        }
        shared.hands().pump(outflow);
    }

    /**
     * Joins what is live to what was read up to here.
     *
     * @return false: history must be read on, more has come than was kept
     */
    boolean splice(Position readUpTo) {
        lock.lock();
        try {
            Backlog before = backlog;
            if (before == null) {
                return true;
            }
            if (before.droppedUpTo().isPresent()
                    && !shared.transport().covers(readUpTo, before.droppedUpTo().get())) {
                return false;
            }
            splicedAt = readUpTo;
            told = readUpTo;
            spliced = shared.ticker().nanos();
            backlog = null;
            before.take().forEach(this::send);
        } finally {
            lock.unlock();
        }
        outflow.pump();
        return true;
    }

    /** Says why, and ends it. */
    void close(CloseReason reason) {
        lock.lock();
        try {
            end(reason);
        } finally {
            lock.unlock();
        }
        shared.hands().pump(outflow);
    }

    /** What time brings. */
    void tick(Position tail) {
        Outflow.Standing standing = outflow.standing();
        if (standing.over()) {
            return;
        }
        boolean stuck;
        lock.lock();
        try {
            boolean live = backlog == null;
            Duration patience = live ? shared.limits().lag() : STALLED;
            boolean late = isOver(standing.write(), patience) || (live && isOver(standing.oldest(), patience));
            stuck = isOver(standing.finishing(), patience) || (late && !live);
            if (!stuck && closing == null) {
                due(late, live, tail);
            }
        } finally {
            lock.unlock();
        }
        if (stuck) {
            outflow.abort();
        } else {
            shared.hands().pump(outflow);
        }
    }

    private void due(boolean late, boolean live, Position tail) {
        if (late) {
            end(CloseReason.SLOW);
        } else if (shared.ticker().nanos() - opened > rotateAfter) {
            end(CloseReason.ROTATE);
        } else if (isDue(lastStanding, STANDING) && !stands()) {
            end(CloseReason.UNAUTHORIZED);
        } else if (live && request.end().isPresent() && isDue(spliced, LATE_END)) {
            outflow.add(SseFrames.gap(OptionalLong.empty()));
            endFromRecord();
        } else if (live && isDue(lastBeat, shared.limits().heartbeat())) {
            beat(tail);
        }
    }

    /** The end as the record has it, where no broker has it. */
    void endFromRecord() {
        lock.lock();
        try {
            request.end().ifPresent(end -> {
                outflow.add(new LiveEvent(end, Position.START, shared.cursors()).frame(request.scope()));
                end(CloseReason.SESSION_ENDED);
            });
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was cut since it did not keep up. */
    boolean wasSlow() {
        return closing == CloseReason.SLOW;
    }

    /** Whether nothing comes after this one. */
    boolean isLast(LiveEvent event) {
        return event.isEnd() && request.scope() instanceof Scope.Session;
    }

    private void send(Tidings tidings) {
        if (closing != null) {
            return;
        }
        switch (tidings) {
            case Tidings.Gap(var lost) -> outflow.add(SseFrames.gap(lost));
            case Tidings.Event(var event) -> {
                if (shared.transport().covers(splicedAt, event.position())) {
                    return;
                }
                told = event.position();
                outflow.add(event.frame(request.scope()));
                if (isLast(event)) {
                    end(CloseReason.SESSION_ENDED);
                }
            }
        }
        if (outflow.exceeds(shared.limits())) {
            end(CloseReason.SLOW);
        }
    }

    private void end(CloseReason reason) {
        if (closing == null) {
            closing = reason;
            outflow.finish(SseFrames.close(reason), reason == CloseReason.SLOW);
        }
    }

    private static boolean isOver(Duration taken, Duration patience) {
        return taken.compareTo(patience) > 0;
    }

    private boolean isDue(long since, Duration after) {
        return shared.ticker().nanos() - since >= after.toNanos();
    }

    private boolean stands() {
        lastStanding = shared.ticker().nanos();
        return request.standing().getAsBoolean();
    }

    /**
     * Behind everything that waits, so that the cursor is never ahead of what was sent; and never behind what this client
     * was sent, though the tail moves on only when everybody was told.
     */
    private void beat(Position tail) {
        lastBeat = shared.ticker().nanos();
        boolean ahead = tail.equals(Position.START) || shared.transport().covers(told, tail);
        outflow.add(SseFrames.beat(shared.cursors().text(request.scope(), ahead ? told : tail)));
    }
}
