package dev.botrunner.join;

import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.QueuePlace;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a join is answered. */
public sealed interface JoinAnswer {

    /** An answer that shows a session as it is now. */
    sealed interface WithSession extends JoinAnswer {

        SessionHead head();

        Optional<QueuePlace> place();

        /** The same, as it is later. */
        WithSession later(SessionHead head, Optional<QueuePlace> place);

        /** Whether the session is one that another join was accepted for. */
        default boolean isReused() {
            return switch (this) {
                case Accepted _ -> false;
                case Reused _ -> true;
                case Replayed replayed -> replayed.reused();
            };
        }
    }

    /** A new session waits in line. */
    record Accepted(SessionHead head, Optional<QueuePlace> place) implements WithSession {
        @Override
        public WithSession later(SessionHead now, Optional<QueuePlace> place) {
            return new Accepted(now, place);
        }
    }

    /** The same request came with the same key before. */
    record Replayed(SessionHead head, Optional<QueuePlace> place, boolean reused) implements WithSession {
        @Override
        public WithSession later(SessionHead now, Optional<QueuePlace> place) {
            return new Replayed(now, place, reused);
        }
    }

    /** A session lives in that room already. */
    record Reused(SessionHead head, Optional<QueuePlace> place) implements WithSession {
        @Override
        public WithSession later(SessionHead now, Optional<QueuePlace> place) {
            return new Reused(now, place);
        }
    }

    /** The key stands for another request. */
    record KeyReused() implements JoinAnswer {}

    /** A session lives in that room, and the request does not want to share it. */
    record RoomTaken(SessionId by) implements JoinAnswer {}

    /** @param retryAfter zero where no rate was measured */
    record Full(Enqueued.Scope scope, Duration retryAfter) implements JoinAnswer {}

    record Throttled(Duration retryAfter) implements JoinAnswer {}

    /** Members are at fault; these are all of them. */
    record Faulty(List<Fault> faults) implements JoinAnswer {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /** Nothing was accepted, and nothing will be. */
    record Unavailable() implements JoinAnswer {}

    /** It may have been accepted, as this session unless the key was known. */
    record OutcomeUnknown(SessionId session) implements JoinAnswer {}
}
