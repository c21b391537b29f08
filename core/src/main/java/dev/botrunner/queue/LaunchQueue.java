package dev.botrunner.queue;

import dev.botrunner.session.BotName;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where accepted sessions wait: a line for each bot and tenant, in order of priority, then age ({@link
 * dev.botrunner.session.SessionHead#waitingSince}: what comes back to its line has its place again). Fair between the bots
 * asked for and between tenants in proportion to their weights; bounded; every call may be repeated after a lost answer.
 * Called from any thread; a call blocks for one round trip to the store. A store that does not answer is a {@link
 * dev.botrunner.session.DependencyException}: of {@code STORE_UNAVAILABLE} when nothing can have been written, of
 * {@code OUTCOME_UNKNOWN} when something may have.
 */
public interface LaunchQueue {

    /** Accepts a session: record, idempotency mark, room, place in line and first event in one step. */
    Enqueued enqueue(NewSession session);

    /**
     * The next fair session that no cap holds back. A mark, not a move: it is hidden from others for {@code hold} and
     * stays in its line until a step moves it on. The same request gets the same session again for as long as that
     * session's record stands and nobody else has claimed it.
     *
     * @param bots for whom, and how long the first in line of that bot must have stood there since it came into its line
     *     last
     */
    Optional<Seen> next(RequestId request, Map<BotName, Duration> bots, Duration hold);

    /**
     * True: the request has taken nothing and never will. This is how a pool shrinks: a pod that is sent away so ({@link
     * RequestId#ofPod}) cannot claim any more, not even what it was shown before.
     */
    boolean retire(RequestId request);

    /** Whether the request was sent away by {@link #retire}. */
    boolean isRetired(RequestId request);

    QueueDepth depth();

    /** Its rank in its line and when its turn may come; nothing for what is not in line. */
    Optional<QueuePlace> place(SessionId id);

    /** The place of a session that this process has just put into its line: as it was then, where that is known. */
    default Optional<QueuePlace> placeOnEntry(SessionId id) {
        return place(id);
    }

    /**
     * Waits until there may be work for one of the bots. A poke may be lost: callers poll too. Work may be told to one of
     * those who wait for it: who was told and does not ask for it calls this once more, so that another is told.
     */
    boolean awaitWork(Set<BotName> bots, Duration atMost) throws InterruptedException;
}
