package dev.botrunner.session;

import java.time.Instant;
import java.util.Optional;

/**
 * The part of a session's record that changes. At most 128 KiB as JSON. Changed only by writing a {@link Step} that
 * {@link Lifecycle} made.
 */
public record SessionHead(
        SessionId id,
        About about,
        Terms terms,
        Progress progress,
        SessionState state,
        Mailbox mailbox,
        Timeline timeline,
        EventCount events) {

    public Stage stage() {
        return state.stage();
    }

    public boolean hasEnded() {
        return state instanceof SessionState.Ended;
    }

    /** When {@link Lifecycle#date} must be asked next, whatever anybody reports; absent only when it has ended. */
    public Optional<Instant> date() {
        Instant start = progress.startDeadline();
        Optional<Instant> maximum = progress.firstJoined().map(at -> at.plus(terms.maxDuration()));
        return switch (state) {
            case SessionState.Queued queued -> earliest(start, queued.backOff(), maximum);
            case SessionState.Starting _, SessionState.Running _ -> earliest(start, Optional.empty(), maximum);
            case SessionState.Joined _ -> maximum;
            case SessionState.Ending ending -> Optional.of(ending.until());
            case SessionState.Ended _ -> Optional.empty();
        };
    }

    /** When {@link Lifecycle#silence} must be asked if nobody reports before; only where silence means something. */
    public Optional<Instant> silence() {
        return switch (state) {
            case SessionState.Starting starting -> starting.lease();
            case SessionState.Running running -> Optional.of(running.silentAt());
            case SessionState.Joined joined -> Optional.of(joined.silentAt());
            case SessionState.Queued _, SessionState.Ending _, SessionState.Ended _ -> Optional.empty();
        };
    }

    /** Whether it stands in the line of its tenant and bot. */
    public boolean isInLine() {
        return state instanceof SessionState.Queued queued && queued.backOff().isEmpty();
    }

    /**
     * From when it counts as waiting, among those of its line: from its acceptance, or from the crash that it is launched
     * again after. An attempt that failed, a claim that lapsed and a cluster that was full cost it no place.
     */
    public Instant waitingSince() {
        return progress.startDeadline().minus(terms.startDeadline());
    }

    /** Whether it counts against the caps. */
    public boolean isActive() {
        return switch (state) {
            case SessionState.Starting _, SessionState.Running _, SessionState.Joined _, SessionState.Ending _ -> true;
            case SessionState.Queued _, SessionState.Ended _ -> false;
        };
    }

    /** Whether it is the live session of its room, which {@code room_policy} asks for. */
    public boolean holdsItsRoom() {
        return switch (state) {
            case SessionState.Queued _, SessionState.Starting _, SessionState.Running _, SessionState.Joined _ -> true;
            case SessionState.Ending _, SessionState.Ended _ -> false;
        };
    }

    /** The uid of the waiting pod that has claimed it, or runs it since. */
    public Optional<String> pod() {
        return state instanceof SessionState.Starting starting
                ? starting.claimant().pod()
                : state.liveRunner().filter(runner -> !runner.isLaunched()).flatMap(SessionState.Runner::object);
    }

    private static Optional<Instant> earliest(Instant first, Optional<Instant> second, Optional<Instant> third) {
        Instant least = first;
        if (second.isPresent() && second.get().isBefore(least)) {
            least = second.get();
        }
        if (third.isPresent() && third.get().isBefore(least)) {
            least = third.get();
        }
        return Optional.of(least);
    }
}
