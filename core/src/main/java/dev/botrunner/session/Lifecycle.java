package dev.botrunner.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The one place that decides a session's fate: what follows from each report and from each date. Pure, total and
 * without a clock: the time is the store's, as seen with the record; jitter comes from session and attempt, so that a
 * step computed twice is equal. Nothing else makes a {@link SessionHead}.
 *
 * @param lostAfter how long a runner may be silent
 * @param claimLease how long a claim holds without being renewed or redeemed
 */
public record Lifecycle(Duration lostAfter, Duration claimLease) {

    /** How often a session may be launched again after it was joined. */
    public static final int MAX_RELAUNCHES = 3;

    /** What an ending may take beyond its good-bye. */
    public static final Duration ENDING_MARGIN = Duration.ofSeconds(15);

    /** How long after its last beat a runner is given up once its object is seen to be gone: a list is no evidence. */
    public static final Duration GONE_SILENCE = Duration.ofSeconds(20);

    /** The durations of the contract. */
    public static Lifecycle standard() {
        return new Lifecycle(Duration.ofSeconds(45), Duration.ofSeconds(30));
    }

    /** A join was accepted; nothing may stand under that id yet. */
    public Verdict accepted(Seen seen, About about, Terms terms) {
        if (seen.head().isPresent()) {
            return new Verdict.Unchanged(seen.head().get());
        }
        var head = Launching.blank(seen, about, terms);
        return new Draft(seen, head)
                .mark("accepted")
                .queue(QueuedWhy.ACCEPTED, Optional.empty())
                .step();
    }

    /** Somebody takes it out of the line. */
    public Verdict claimed(Seen seen, Claimant by) {
        return Launching.claimed(this, seen, by);
    }

    /** A claimant still works on its claim. */
    public Verdict renewed(Seen seen, int attempt, long claim, Instance by) {
        return Launching.renewed(this, seen, attempt, claim, by);
    }

    /** A launcher has created the attempt's object, or found it there. */
    public Verdict created(Seen seen, int attempt, String uid) {
        return Launching.created(seen, attempt, uid);
    }

    /** A launcher could not create the attempt's object. */
    public Verdict refused(Seen seen, int attempt, Failure failure, Retry retry) {
        return Launching.refused(seen, attempt, failure, retry);
    }

    /**
     * Something was seen of the attempt's object. A name may come again within an attempt: what is told late of an object
     * that had it before says nothing of the one that has it now.
     */
    public Verdict observed(Seen seen, int attempt, String uid, Sighting sighting) {
        return Rules.at(seen, attempt, head -> {
            if (head.state().object().filter(known -> !known.equals(uid)).isPresent()) {
                return new Verdict.Unchanged(head);
            }
            return switch (sighting) {
                case Sighting.Waiting(Phase phase, Optional<String> detail) ->
                    Launching.seen(seen, head, uid, phase, detail);
                case Sighting.Started _ -> Launching.seen(seen, head, uid, Phase.STARTED, Optional.empty());
                case Sighting.Leaving _ -> Crashes.objectLeaves(seen, head);
                case Sighting.Exited(ExitStatus status, Optional<String> detail) ->
                    Crashes.objectExited(seen, head, status, detail);
                case Sighting.Failed(Failure failure) -> Crashes.objectFailed(seen, head, failure);
                case Sighting.Gone _ -> Crashes.objectGone(seen, head);
            };
        });
    }

    /** Something was seen of a pod that waited: it matters only to the session that this pod acts for now. */
    public Verdict observedPod(Seen seen, String uid, Sighting sighting) {
        return Rules.with(
                seen,
                head -> head.pod().filter(uid::equals).isPresent()
                        ? observed(seen, head.progress().attempt(), uid, sighting)
                        : new Verdict.Unchanged(head));
    }

    /** A runner has shown a ticket: the first instance wins, and the same instance may ask again. */
    public Verdict redeemed(Seen seen, Reporter runner, long claim) {
        return Running.redeemed(this, seen, runner, claim);
    }

    /** The bot is about to become visible. Once it is told to leave it may not any more, unless it was before. */
    public Verdict joined(Seen seen, Reporter runner) {
        return Running.joined(this, seen, runner);
    }

    /** A runner lives, and says all that it knows. */
    public Verdict beat(Seen seen, Reporter runner, BeatReport report) {
        return Running.beat(this, seen, runner, report);
    }

    /** Somebody says something to the bot. The same message id again changes nothing. */
    public Verdict messaged(Seen seen, Message message) {
        return Running.messaged(seen, message);
    }

    /** Somebody wants it to end. */
    public Verdict stopAsked(Seen seen) {
        return Endings.stopAsked(seen);
    }

    /** The profile has gone while it waited. */
    public Verdict profileGone(Seen seen) {
        return Endings.profileGone(seen);
    }

    /** A runner says that it is done, and how. The first word stands; the same again gets the same answer. */
    public Verdict finished(Seen seen, Reporter runner, RunnerEnd word) {
        return Endings.finished(seen, runner, word);
    }

    /** A worker says that its child has left. Counts only for the claim that the session is at. */
    public Verdict exited(Seen seen, int attempt, long claim, ExitStatus status) {
        return Crashes.childExited(seen, attempt, claim, status);
    }

    /** A date has come: start deadline, back-off, maximum duration, good-bye. */
    public Verdict date(Seen seen) {
        return Endings.date(seen);
    }

    /** A silence has lasted: a claim lapsed, or beats are missing. Must be asked only while we could hear. */
    public Verdict silence(Seen seen) {
        return Crashes.silence(seen);
    }

    /**
     * A runner shows a session token that the store does not know, or knows less of: a living session is taken back,
     * whatever caps and rooms say. A higher attempt wins, never a lower one.
     */
    public Verdict adopted(Seen seen, SessionToken token, boolean joined) {
        return Adoption.adopted(this, seen, token, joined);
    }

    /** When a runner that was heard now counts as silent. */
    Instant silentAt(Instant now) {
        return now.plus(lostAfter);
    }
}
