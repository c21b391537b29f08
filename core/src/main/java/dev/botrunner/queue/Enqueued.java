package dev.botrunner.queue;

import dev.botrunner.session.SessionHead;
import java.time.Duration;

/** What a queue answers to a new session. Only {@link Accepted} and {@link Known} with {@code reused} are remembered for an idempotency key. */
public sealed interface Enqueued {

    record Accepted(SessionHead head) implements Enqueued {}

    /**
     * It was answered by a session that is there already.
     *
     * @param reused whether that session is another join's, met in its room
     * @param replayed whether the idempotency key was known
     */
    record Known(SessionHead head, boolean reused, boolean replayed) implements Enqueued {}

    /** The idempotency key stands for another request. */
    record KeyReused() implements Enqueued {}

    /** Under {@link RoomPolicy#REFUSE}. */
    record RoomTaken(SessionHead head) implements Enqueued {}

    record Full(Scope scope, Duration retryAfter) implements Enqueued {}

    record Throttled(Duration retryAfter) implements Enqueued {}

    /** The request's latest time has passed, or the store is another than it was computed for. Nothing was stored. */
    record TooLate() implements Enqueued {}

    /** Whose queue is full. */
    enum Scope {
        QUEUE,
        TENANT
    }
}
