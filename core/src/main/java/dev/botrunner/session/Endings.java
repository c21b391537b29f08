package dev.botrunner.session;

import dev.botrunner.session.SessionState.Ended;
import dev.botrunner.session.SessionState.Joined;
import dev.botrunner.session.SessionState.Queued;
import dev.botrunner.session.SessionState.Runner;
import dev.botrunner.session.SessionState.Running;
import dev.botrunner.session.SessionState.Starting;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The rules of ends that somebody asked for, that a runner declares, or that a date brings. */
final class Endings {

    private Endings() {}

    static Verdict stopAsked(Seen seen) {
        return Rules.with(seen, head -> switch (head.state()) {
            case Queued _, Starting _ ->
                new Draft(seen, head).end(Draft.Ending.of(Reason.REQUESTED)).step();
            case Running running -> leave(seen, head, running.runner(), StopReason.REQUESTED);
            case Joined joined -> leave(seen, head, joined.runner(), StopReason.REQUESTED);
            case SessionState.Ending _, Ended _ -> new Verdict.Unchanged(head);
        });
    }

    private static Step leave(Seen seen, SessionHead head, Runner runner, StopReason why) {
        return new Draft(seen, head)
                .ending(runner, why, Lifecycle.ENDING_MARGIN)
                .step();
    }

    static Verdict profileGone(Seen seen) {
        return Rules.with(
                seen,
                head -> head.state() instanceof Queued
                        ? new Draft(seen, head)
                                .end(Draft.Ending.of(Reason.UNKNOWN_BOT))
                                .step()
                        : new Verdict.Unchanged(head));
    }

    static Verdict finished(Seen seen, Reporter runner, RunnerEnd word) {
        return Rules.with(seen, head -> {
            if (head.hasEnded()) {
                return new Verdict.Unchanged(head);
            }
            if (!Rules.isRunner(head, runner)) {
                return Rules.superseded();
            }
            var draft = new Draft(seen, head);
            if (head.state() instanceof SessionState.Ending ending) {
                return finish(draft, ending, word.exitCode(), word.detail());
            }
            if (word.completed()) {
                var done = new Draft.Ending(
                        Outcome.COMPLETED, word.reason(), Optional.empty(), word.exitCode(), word.detail());
                return draft.end(done).step();
            }
            return Crashes.byWord(draft, word);
        });
    }

    /** On the way out the first reason stands; what came after it adds its exit code only. */
    static Step finish(Draft draft, SessionState.Ending ending, OptionalInt exitCode, Optional<String> detail) {
        var last = Draft.Ending.of(ending.why().reason()).code(exitCode).detail(detail);
        return draft.end(ending.why() == StopReason.START_DEADLINE ? last.blaming(Blame.BOT) : last)
                .step();
    }

    static Verdict date(Seen seen) {
        return Rules.with(seen, head -> {
            Instant now = seen.time();
            if (head.date().isEmpty() || head.date().get().isAfter(now)) {
                return new Verdict.Unchanged(head);
            }
            boolean late = !head.progress().startDeadline().isAfter(now);
            return switch (head.state()) {
                case Queued queued -> queuedDate(seen, head, queued, late);
                case Starting _ -> late ? expire(seen, head, Blame.CLUSTER) : maximum(new Draft(seen, head));
                case Running running ->
                    leave(seen, head, running.runner(), late ? StopReason.START_DEADLINE : StopReason.MAX_DURATION);
                case Joined joined -> leave(seen, head, joined.runner(), StopReason.MAX_DURATION);
                case SessionState.Ending ending ->
                    finish(new Draft(seen, head), ending, OptionalInt.empty(), Optional.empty());
                case Ended _ -> new Verdict.Unchanged(head);
            };
        });
    }

    private static Verdict queuedDate(Seen seen, SessionHead head, Queued queued, boolean late) {
        if (late) {
            return expire(seen, head, Blame.PLATFORM);
        }
        var maximum =
                head.progress().firstJoined().map(at -> at.plus(head.terms().maxDuration()));
        if (maximum.isPresent() && !maximum.get().isAfter(seen.time())) {
            return maximum(new Draft(seen, head));
        }
        return new Draft(seen, head)
                .state(new Queued(queued.why(), seen.time(), Optional.empty()))
                .step();
    }

    /** The maximum has passed while it was being launched again: there is nobody to say good-bye. */
    private static Step maximum(Draft draft) {
        return draft.end(Draft.Ending.of(Reason.MAX_DURATION)).step();
    }

    private static Step expire(Seen seen, SessionHead head, Blame blame) {
        Optional<String> why = head.state() instanceof Starting starting ? starting.why() : Optional.empty();
        return new Draft(seen, head)
                .end(Draft.Ending.of(Reason.START_DEADLINE).blaming(blame).detail(why))
                .step();
    }
}
