package dev.botrunner.session;

import java.time.Instant;
import java.util.Optional;

/** Where a session is in its life. Only {@link Lifecycle} makes them. All times are the store's. */
public sealed interface SessionState {

    Stage stage();

    /**
     * Waits in its line, or, in back-off, in no line until {@code backOff} has passed.
     *
     * @param since when it came into its line, or into back-off: what a launcher that takes only what others leave counts
     *     from. Its place in the line goes by {@link SessionHead#waitingSince}
     */
    record Queued(QueuedWhy why, Instant since, Optional<Instant> backOff) implements SessionState {
        @Override
        public Stage stage() {
            return Stage.QUEUED;
        }
    }

    /**
     * Claimed, and not yet redeemed.
     *
     * @param claim the number that its ticket names; 0 where an object is launched
     * @param lease when the claim lapses; absent once its launcher has confirmed the object
     * @param object the uid of the object that its launcher has confirmed or its watch has seen, or of the waiting pod that
     *     has claimed it
     * @param why what holds it up in this phase, where the cluster says so
     */
    record Starting(
            Claimant claimant,
            long claim,
            Phase phase,
            Optional<Instant> lease,
            Optional<String> object,
            Optional<String> why)
            implements SessionState {

        /** Nothing is known to hold it up. */
        public Starting(Claimant claimant, long claim, Phase phase, Optional<Instant> lease, Optional<String> object) {
            this(claimant, claim, phase, lease, object, Optional.empty());
        }

        /** Whether a launcher has still to say that its object is there. */
        public boolean awaitsItsObject() {
            return claimant.kind() == Claimant.Kind.LAUNCHER && lease.isPresent();
        }

        Starting with(Phase other, Optional<String> uid) {
            return new Starting(claimant, claim, other, lease, uid, other == phase ? why : Optional.empty());
        }

        Starting heldUp(Optional<String> by) {
            return new Starting(claimant, claim, phase, lease, object, by);
        }

        @Override
        public Stage stage() {
            return Stage.STARTING;
        }
    }

    /**
     * Its runner has redeemed; the bot prepares.
     *
     * @param silentAt when a missing beat counts as silence
     */
    record Running(Runner runner, Instant lastBeat, Instant silentAt) implements SessionState {
        @Override
        public Stage stage() {
            return Stage.RUNNING;
        }
    }

    /** The bot is, or is about to be, visible in the room. */
    record Joined(Runner runner, Instant lastBeat, Instant silentAt) implements SessionState {
        @Override
        public Stage stage() {
            return Stage.JOINED;
        }
    }

    /**
     * The bot is told to leave.
     *
     * @param from {@code running} or {@code joined}
     * @param until when it is over even if nobody says so
     */
    record Ending(Runner runner, Stage from, StopReason why, Instant until) implements SessionState {
        @Override
        public Stage stage() {
            return Stage.ENDING;
        }
    }

    /** Final. */
    record Ended(SessionEnd end) implements SessionState {
        @Override
        public Stage stage() {
            return Stage.ENDED;
        }
    }

    /**
     * The one process that acts for the session.
     *
     * @param claim the number of the claim that it was started under
     * @param object the uid of its object, where a launcher made one, or of the waiting pod that it is
     */
    record Runner(Instance instance, long claim, Optional<String> object) {

        /** Tickets of launched objects name claim 0. */
        boolean isLaunched() {
            return claim == 0;
        }

        /** Whether a cluster runs it: launched there, or claimed by a pod that waited. */
        boolean isInAnObject() {
            return isLaunched() || object.isPresent();
        }
    }

    /** The uid of the object that it is brought to life in, as far as one is known. */
    default Optional<String> object() {
        return this instanceof Starting starting
                ? starting.object()
                : liveRunner().flatMap(Runner::object);
    }

    /** The same with another word on its runner, where there is one. */
    default SessionState of(Runner runner) {
        return switch (this) {
            case Running was -> new Running(runner, was.lastBeat(), was.silentAt());
            case Joined was -> new Joined(runner, was.lastBeat(), was.silentAt());
            case Ending was -> new Ending(runner, was.from(), was.why(), was.until());
            case Queued _, Starting _, Ended _ -> this;
        };
    }

    /** The runner, where there is one. */
    default Optional<Runner> liveRunner() {
        return switch (this) {
            case Running running -> Optional.of(running.runner());
            case Joined joined -> Optional.of(joined.runner());
            case Ending ending -> Optional.of(ending.runner());
            case Queued _, Starting _, Ended _ -> Optional.empty();
        };
    }
}
