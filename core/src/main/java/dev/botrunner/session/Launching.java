package dev.botrunner.session;

import dev.botrunner.session.SessionState.Ended;
import dev.botrunner.session.SessionState.Ending;
import dev.botrunner.session.SessionState.Joined;
import dev.botrunner.session.SessionState.Queued;
import dev.botrunner.session.SessionState.Runner;
import dev.botrunner.session.SessionState.Running;
import dev.botrunner.session.SessionState.Starting;
import java.time.Instant;
import java.util.Optional;

/** The rules from the accepted join to the started process. */
final class Launching {

    private Launching() {}

    static SessionHead blank(Seen seen, About about, Terms terms) {
        Instant now = seen.time();
        return new SessionHead(
                seen.id(),
                about,
                terms,
                Progress.until(about.createdAt().plus(terms.startDeadline())),
                new Queued(QueuedWhy.ACCEPTED, now, Optional.empty()),
                Mailbox.EMPTY,
                Timeline.EMPTY,
                new EventCount(seen.epoch(), 0));
    }

    static Verdict claimed(Lifecycle rules, Seen seen, Claimant by) {
        return Rules.with(seen, head -> {
            if (!head.isInLine()) {
                return head.hasEnded() ? Rules.ended() : Rules.superseded();
            }
            return claim(new Draft(seen, head), rules, by).step();
        });
    }

    static Draft claim(Draft draft, Lifecycle rules, Claimant by) {
        boolean launched = by.kind() == Claimant.Kind.LAUNCHER;
        draft.progress(draft.head().progress().claimed(launched));
        long claim = launched ? 0 : draft.head().progress().claims();
        var lease = Optional.of(draft.now().plus(rules.claimLease()));
        boolean waited = by.kind() == Claimant.Kind.POD;
        draft.state(new Starting(by, claim, waited ? Phase.STARTED : Phase.CLAIMED, lease, by.pod()));
        draft.mark("claimed");
        draft.tell(LifecycleEvent.STARTING, Json.obj().put("claim", claim).build());
        return waited ? told(draft, Phase.STARTED, Optional.empty()) : draft;
    }

    static Verdict renewed(Lifecycle rules, Seen seen, int attempt, long claim, Instance by) {
        return Rules.with(seen, head -> {
            boolean ours = head.state() instanceof Starting starting
                    && head.progress().attempt() == attempt
                    && starting.claim() == claim
                    && starting.claimant().instance().equals(by);
            if (!ours) {
                return head.hasEnded() ? Rules.ended() : Rules.superseded();
            }
            var starting = (Starting) head.state();
            if (starting.lease().isEmpty()) {
                return new Verdict.Unchanged(head);
            }
            var lease = Optional.of(seen.time().plus(rules.claimLease()));
            return new Draft(seen, head)
                    .state(new Starting(
                            starting.claimant(), claim, starting.phase(), lease, starting.object(), starting.why()))
                    .step();
        });
    }

    static Verdict created(Seen seen, int attempt, String uid) {
        return Rules.at(seen, attempt, head -> switch (head.state()) {
            case Starting starting
            when starting.awaitsItsObject() -> {
                // A watch may have seen more of the object already than that it was created.
                boolean news = starting.phase().compareTo(Phase.CREATED) < 0;
                Phase phase = news ? Phase.CREATED : starting.phase();
                var draft = new Draft(seen, head)
                        .state(new Starting(
                                starting.claimant(),
                                starting.claim(),
                                phase,
                                Optional.empty(),
                                Optional.of(uid),
                                starting.why()));
                yield news ? progress(draft, phase, Optional.empty()) : draft.step();
            }
            case Running running -> known(seen, head, running.runner(), uid);
            case Joined joined -> known(seen, head, joined.runner(), uid);
            case Ending ending -> known(seen, head, ending.runner(), uid);
            case Queued _, Starting _, Ended _ -> new Verdict.Unchanged(head);
        });
    }

    /** The object's runner was quicker than its launcher's word. */
    private static Verdict known(Seen seen, SessionHead head, Runner runner, String uid) {
        if (!runner.isLaunched() || runner.object().isPresent()) {
            return new Verdict.Unchanged(head);
        }
        var placed = new Runner(runner.instance(), runner.claim(), Optional.of(uid));
        return new Draft(seen, head).state(head.state().of(placed)).step();
    }

    /** A watch's word says nothing about what a worker or a pod has claimed meanwhile. */
    static Verdict seen(Seen seen, SessionHead head, String uid, Phase phase, Optional<String> detail) {
        if (!(head.state() instanceof Starting starting) || starting.claimant().kind() != Claimant.Kind.LAUNCHER) {
            return new Verdict.Unchanged(head);
        }
        boolean news = starting.phase().compareTo(phase) < 0;
        Optional<String> why = detail.map(text -> TextSize.cut(text, SessionEnd.MAX_DETAIL_BYTES));
        boolean heldUp = !news && starting.phase() == phase && why.isPresent() && !why.equals(starting.why());
        if (!news && !heldUp && starting.object().isPresent()) {
            return new Verdict.Unchanged(head);
        }
        Starting now = starting.with(news ? phase : starting.phase(), Optional.of(uid));
        var draft = new Draft(seen, head).state(news || heldUp ? now.heldUp(why) : now);
        if (heldUp) {
            return draft.tell(LifecycleEvent.PROGRESS, data(phase, why)).step();
        }
        return news ? progress(draft, phase, why) : draft.step();
    }

    static Verdict refused(Seen seen, int attempt, Failure failure, Retry retry) {
        return Rules.at(seen, attempt, head -> {
            // A late word says nothing about what a worker or a pod has claimed meanwhile.
            if (!(head.state() instanceof Starting starting) || !starting.awaitsItsObject()) {
                return new Verdict.Unchanged(head);
            }
            Reason reason = Reason.of(failure.code());
            var ending = Draft.Ending.of(reason).detail(Optional.of(failure.detail()));
            var draft = new Draft(seen, head);
            return switch (retry) {
                case Retry.SameAttemptAfter(var delay) ->
                    draft.queue(QueuedWhy.CAPACITY, Optional.of(delay)).step();
                case Retry.NextAttempt _ -> Crashes.again(draft, ending);
                case Retry.Never _ -> draft.end(ending).step();
            };
        });
    }

    private static Step progress(Draft draft, Phase phase, Optional<String> detail) {
        return told(draft, phase, detail).step();
    }

    static Draft told(Draft draft, Phase phase, Optional<String> detail) {
        return draft.mark(phase.word()).tell(LifecycleEvent.PROGRESS, data(phase, detail));
    }

    private static Json.Obj data(Phase phase, Optional<String> detail) {
        var data = Json.obj().put("phase", phase.word());
        detail.ifPresent(text -> data.put("detail", text));
        return data.build();
    }
}
