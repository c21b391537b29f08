package dev.botrunner.session;

import dev.botrunner.session.SessionState.Joined;
import dev.botrunner.session.SessionState.Runner;
import dev.botrunner.session.SessionState.Running;
import dev.botrunner.session.SessionState.Starting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The rules of attempts that failed: which are tried again, and what the last one is called. */
final class Crashes {

    private static final Duration[] BACK_OFFS = {Duration.ofSeconds(1), Duration.ofSeconds(3)};

    /** Reasons of a runner that another attempt cannot mend. */
    private static final Set<Reason> FINAL =
            Set.of(Reason.INVALID_CONFIG, Reason.ASSET_MISSING, Reason.ASSET_DAMAGED, Reason.ROOM_REFUSED);

    private static final Optional<String> LEFT_UNREDEEMED =
            Optional.of("It was being deleted before its runner had shown its ticket");

    private Crashes() {}

    /** A runner's own word that it failed. */
    static Step byWord(Draft draft, RunnerEnd word) {
        int code = word.exitCode().orElse(1);
        Optional<Reason> known = Reason.of(word.reason()).filter(r -> r.outcome() == Outcome.FAILED);
        Draft.Ending ending;
        if (known.isPresent()) {
            ending = Draft.Ending.of(known.get());
        } else {
            ending = new Draft.Ending(
                    Outcome.FAILED,
                    word.reason(),
                    Optional.of(code == ExitCodes.WRONG_CONFIGURATION ? Blame.CALLER : Blame.BOT),
                    OptionalInt.empty(),
                    Optional.empty());
        }
        ending = ending.code(word.exitCode()).detail(word.detail());
        boolean mendable = code != ExitCodes.WRONG_CONFIGURATION
                && known.filter(FINAL::contains).isEmpty();
        return mendable ? again(draft, ending) : draft.end(ending).step();
    }

    /** A worker's word on how its child left. */
    static Verdict childExited(Seen seen, int attempt, long claim, ExitStatus status) {
        return Rules.at(seen, attempt, head -> switch (head.state()) {
            case Starting starting -> starting.claim() == claim ? beforeRedeem(seen, head, status) : Rules.superseded();
            case Running running -> afterRedeem(seen, head, running.runner(), claim, status);
            case Joined joined -> afterRedeem(seen, head, joined.runner(), claim, status);
            case SessionState.Ending ending -> afterRedeem(seen, head, ending.runner(), claim, status);
            case SessionState.Queued _, SessionState.Ended _ -> Rules.superseded();
        });
    }

    private static Verdict beforeRedeem(Seen seen, SessionHead head, ExitStatus status) {
        return status.code() == ExitCodes.SUPERSEDED
                ? new Verdict.Unchanged(head)
                : byStatus(new Draft(seen, head), status, Optional.empty());
    }

    private static Verdict afterRedeem(Seen seen, SessionHead head, Runner runner, long claim, ExitStatus status) {
        if (runner.claim() != claim) {
            return Rules.superseded();
        }
        return left(new Draft(seen, head), status, Optional.empty());
    }

    /**
     * A watch's word that the object's process has left. One that left as superseded was none that counted: an object may
     * start a second process beside the one that has redeemed. After a redeem it counts only where the object's runner
     * has redeemed, and in the line only for what was tried there: its claim has lapsed, and a new one would find it dead.
     */
    static Verdict objectExited(Seen seen, SessionHead head, ExitStatus status, Optional<String> detail) {
        if (status.code() == ExitCodes.SUPERSEDED || !isOfItsObject(head)) {
            return new Verdict.Unchanged(head);
        }
        var draft = new Draft(seen, head);
        return head.state().liveRunner().isPresent() ? left(draft, status, detail) : byStatus(draft, status, detail);
    }

    /** A watch's word that the object's process will not start, or was ended from outside. */
    static Verdict objectFailed(Seen seen, SessionHead head, Failure failure) {
        if (!isOfItsObject(head)) {
            return new Verdict.Unchanged(head);
        }
        var draft = new Draft(seen, head);
        var detail = Optional.of(failure.detail());
        return head.state() instanceof SessionState.Ending ending
                ? Endings.finish(draft, ending, OptionalInt.empty(), detail)
                : again(draft, Draft.Ending.of(Reason.of(failure.code())).detail(detail));
    }

    /**
     * A watch's word that the object is being deleted while its process runs. One that has not redeemed by now must not any
     * more, whether it knows or not; one that has hears of it from the cluster, and says good-bye.
     */
    static Verdict objectLeaves(Seen seen, SessionHead head) {
        return head.state() instanceof Starting && isOfItsObject(head)
                ? again(new Draft(seen, head), Draft.Ending.of(Reason.EVICTED).detail(LEFT_UNREDEEMED))
                : new Verdict.Unchanged(head);
    }

    private static boolean isOfItsObject(SessionHead head) {
        return switch (head.state()) {
            case Starting starting -> starting.claimant().kind() != Claimant.Kind.WORKER;
            case Running running -> running.runner().isInAnObject();
            case Joined joined -> joined.runner().isInAnObject();
            case SessionState.Ending ending -> ending.runner().isInAnObject();
            case SessionState.Queued _ ->
                head.progress().tried() == head.progress().attempt();
            case SessionState.Ended _ -> false;
        };
    }

    /**
     * A watch's word that the object is gone: before a redeem the attempt is over, after it only the silence is shorter.
     * While its launcher is still at work it may be one from before: the launcher's word counts.
     */
    static Verdict objectGone(Seen seen, SessionHead head) {
        return switch (head.state()) {
            case Starting starting
            when starting.awaitsItsObject() -> changed(seen, head, starting.with(starting.phase(), Optional.empty()));
            case Starting starting ->
                starting.object().isPresent()
                        ? again(new Draft(seen, head), Draft.Ending.of(Reason.EVICTED))
                        : new Verdict.Unchanged(head);
            case Running running -> {
                Instant soon = sooner(running.silentAt(), running.lastBeat());
                yield changed(seen, head, new Running(running.runner(), running.lastBeat(), soon));
            }
            case Joined joined -> {
                Instant soon = sooner(joined.silentAt(), joined.lastBeat());
                yield changed(seen, head, new Joined(joined.runner(), joined.lastBeat(), soon));
            }
            case SessionState.Queued _, SessionState.Ending _, SessionState.Ended _ -> new Verdict.Unchanged(head);
        };
    }

    private static Instant sooner(Instant silentAt, Instant lastBeat) {
        Instant soon = lastBeat.plus(Lifecycle.GONE_SILENCE);
        return soon.isBefore(silentAt) ? soon : silentAt;
    }

    private static Verdict changed(Seen seen, SessionHead head, SessionState state) {
        return state.equals(head.state())
                ? new Verdict.Unchanged(head)
                : new Draft(seen, head).state(state).step();
    }

    /** The process of a redeemed attempt has left without a word that reached us. */
    private static Step left(Draft draft, ExitStatus status, Optional<String> detail) {
        if (draft.head().state() instanceof SessionState.Ending ending) {
            return Endings.finish(draft, ending, OptionalInt.of(status.code()), detail);
        }
        if (status.code() == ExitCodes.DONE) {
            var done = Draft.Ending.of(Reason.DONE).code(OptionalInt.of(0)).detail(detail);
            return draft.end(done).step();
        }
        return byStatus(draft, status, detail);
    }

    private static Step byStatus(Draft draft, ExitStatus status, Optional<String> detail) {
        Reason reason = reason(status);
        var ending = Draft.Ending.of(reason).code(OptionalInt.of(status.code())).detail(detail);
        return reason == Reason.INVALID_CONFIG ? draft.end(ending).step() : again(draft, ending);
    }

    private static Reason reason(ExitStatus status) {
        if (status.outOfMemory()) {
            return Reason.OUT_OF_MEMORY;
        }
        return switch (status.code()) {
            case ExitCodes.WRONG_CONFIGURATION -> Reason.INVALID_CONFIG;
            case ExitCodes.TERMINATED -> Reason.EVICTED;
            default -> Reason.BOT_CRASHED;
        };
    }

    static Verdict silence(Seen seen) {
        return Rules.with(seen, head -> {
            if (head.silence().isEmpty() || head.silence().get().isAfter(seen.time())) {
                return new Verdict.Unchanged(head);
            }
            var draft = new Draft(seen, head);
            return head.state() instanceof Starting
                    ? draft.queue(QueuedWhy.CLAIM_LAPSED, Optional.empty()).step()
                    : again(draft, Draft.Ending.of(Reason.NO_HEARTBEAT));
        });
    }

    /** Another attempt where the terms allow one; else the end, and the last reason stands. */
    static Step again(Draft draft, Draft.Ending ending) {
        SessionHead head = draft.head();
        Progress progress = head.progress();
        if (head.state() instanceof Joined) {
            boolean may =
                    head.terms().onCrash() == OnCrash.RELAUNCH && progress.relaunches() < Lifecycle.MAX_RELAUNCHES;
            if (!may) {
                return draft.end(ending).step();
            }
            Instant deadline = draft.now().plus(head.terms().startDeadline());
            draft.progress(progress.relaunched(deadline));
            return draft.queue(QueuedWhy.RELAUNCH, Optional.of(backOff(head, 0)))
                    .step();
        }
        int tries = progress.attempt() - progress.budgetFrom() + 1;
        if (tries >= head.terms().attempts()) {
            return draft.end(ending).step();
        }
        draft.progress(progress.next());
        return draft.queue(QueuedWhy.RETRY, Optional.of(backOff(head, tries - 1)))
                .step();
    }

    /** With a jitter of a fifth either way that is always the same for one attempt of one session. */
    private static Duration backOff(SessionHead head, int index) {
        Duration base = BACK_OFFS[Math.min(index, BACK_OFFS.length - 1)];
        int seed = Math.floorMod(31 * head.id().hashCode() + head.progress().attempt() * 7919, 401);
        return base.multipliedBy(800 + seed).dividedBy(1000);
    }
}
