package dev.botrunner.session;

import java.time.Instant;
import java.util.Optional;

/**
 * The counts of a session's launches.
 *
 * @param attempt the attempt it is at, 0 before the first claim; grows when the attempt before is proved dead
 * @param tried the highest attempt that was claimed; 0 when none was
 * @param budgetFrom the first attempt of the present launch: its budget of tries counts from it
 * @param claims how often workers and pods have claimed it: the number of the last claim
 * @param relaunches how often it was launched again after it was joined
 * @param startDeadline by when the present launch must be joined
 * @param firstJoined from when the maximum duration counts
 */
public record Progress(
        int attempt,
        int tried,
        int budgetFrom,
        long claims,
        int relaunches,
        Instant startDeadline,
        Optional<Instant> firstJoined) {

    public static Progress until(Instant startDeadline) {
        return new Progress(0, 0, 1, 0, 0, startDeadline, Optional.empty());
    }

    Progress claimed(boolean launched) {
        int now = Math.max(1, attempt);
        return new Progress(
                now,
                Math.max(now, tried),
                budgetFrom,
                launched ? claims : claims + 1,
                relaunches,
                startDeadline,
                firstJoined);
    }

    Progress next() {
        return new Progress(attempt + 1, tried, budgetFrom, claims, relaunches, startDeadline, firstJoined);
    }

    Progress relaunched(Instant deadline) {
        return new Progress(attempt + 1, tried, attempt + 1, claims, relaunches + 1, deadline, firstJoined);
    }

    Progress joinedAt(Instant at) {
        return new Progress(
                attempt, tried, budgetFrom, claims, relaunches, startDeadline, Optional.of(firstJoined.orElse(at)));
    }
}
