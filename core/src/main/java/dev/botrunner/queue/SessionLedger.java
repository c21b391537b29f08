package dev.botrunner.queue;

import dev.botrunner.loop.Subscription;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The record of every session: an immutable spec (sealed secrets in it) and a small head that changes. The only way to
 * change a head is {@link #write}. Called from any thread; failures as for {@link LaunchQueue}; a crash of the caller
 * loses nothing that was answered.
 */
public interface SessionLedger {

    /** The record with the store's time and epoch, in one round trip. */
    Seen find(SessionId id);

    /**
     * The record of an id that was made just now: absent, with the store's time, or a little before it, and its epoch.
     * What was computed from it is refused where the epoch is another one meanwhile.
     */
    default Seen fresh(SessionId id) {
        return find(id);
    }

    /**
     * The record that a pod has claimed, whatever became of it since; nothing where it has claimed none. A pod claims once:
     * it is known as long as the record.
     */
    Optional<Seen> claimedBy(String pod);

    /** The spec; nothing once its session has ended. */
    Optional<SessionSpec> spec(SessionId id);

    /** Newest first. */
    Page page(Query query);

    /** What is due, earliest first. A record of an unknown version is hidden for a minute, and never blocks the rest. */
    List<Seen> due(Due kind, int limit);

    /**
     * Compare-and-set: head, places in the indexes and events in one atomic step. A record that is there already as the
     * step would leave it is {@link Wrote.Done}. Caps are checked in the same step on entering {@code starting}; a waiting
     * pod is a cap of one, for ever, and one that was sent away a cap of none.
     */
    Wrote write(Seen seen, Step step);

    /**
     * Returns once all that this process has read and written so far is as durable as was promised; at once where a write
     * is so by itself. Asked before a runner is let into its session, which must not happen twice.
     */
    void confirm();

    /** Tells of changed records, best effort and from a thread that must not be held. */
    Subscription changes(Consumer<SessionId> reader);

    /** The store's clock, the only one that dates are compared with. */
    Instant time();

    /** Which of the two indexes. */
    enum Due {
        DATES,
        SILENCE
    }
}
