package dev.botrunner.session;

import dev.botrunner.session.SessionState.Ended;
import dev.botrunner.session.SessionState.Ending;
import dev.botrunner.session.SessionState.Joined;
import dev.botrunner.session.SessionState.Queued;
import dev.botrunner.session.SessionState.Runner;
import dev.botrunner.session.SessionState.Starting;
import java.time.Instant;
import java.util.Optional;

/** The rules from the redeemed ticket to the order to leave. */
final class Running {

    private Running() {}

    static Verdict redeemed(Lifecycle rules, Seen seen, Reporter runner, long claim) {
        return Rules.at(seen, runner.attempt(), head -> switch (head.state()) {
            case Starting starting ->
                starting.claim() == claim
                        ? redeem(rules, new Draft(seen, head), runner, starting.object())
                        : Rules.superseded();
            case Queued _ ->
                claim == 0 && head.progress().tried() == runner.attempt()
                        ? redeemFromLine(rules, new Draft(seen, head), runner)
                        : Rules.superseded();
            case SessionState.Running running -> again(head, running.runner(), runner, claim);
            case Joined joined -> again(head, joined.runner(), runner, claim);
            case Ending ending -> again(head, ending.runner(), runner, claim);
            case Ended _ -> Rules.ended();
        });
    }

    private static Verdict again(SessionHead head, Runner live, Reporter runner, long claim) {
        return live.instance().equals(runner.instance()) && live.claim() == claim
                ? new Verdict.Unchanged(head)
                : Rules.superseded();
    }

    /** An object's runner comes late, after its launcher's claim has lapsed: the object is there, so it is taken. */
    private static Step redeemFromLine(Lifecycle rules, Draft draft, Reporter runner) {
        var launcher = new Claimant(runner.instance(), Claimant.Kind.LAUNCHER);
        return redeem(rules, Launching.claim(draft, rules, launcher), runner, Optional.empty());
    }

    /** The runner of an object is often quicker than the watch that would tell of its start. */
    private static Step redeem(Lifecycle rules, Draft draft, Reporter runner, Optional<String> object) {
        var starting = (Starting) draft.head().state();
        long claim = starting.claim();
        if (starting.claimant().kind() == Claimant.Kind.LAUNCHER && starting.phase() != Phase.STARTED) {
            Launching.told(draft, Phase.STARTED, Optional.empty());
        }
        return run(rules, draft, new Runner(runner.instance(), claim, object), false)
                .step();
    }

    static Draft run(Lifecycle rules, Draft draft, Runner runner, boolean readopted) {
        Instant now = draft.now();
        draft.state(new SessionState.Running(runner, now, rules.silentAt(now))).mark("running");
        return draft.tell(
                LifecycleEvent.RUNNING,
                readoption(Json.obj().put("instance", runner.instance().value()), readopted));
    }

    static Verdict joined(Lifecycle rules, Seen seen, Reporter runner) {
        return Rules.by(seen, runner, head -> switch (head.state()) {
            case SessionState.Running running ->
                join(rules, new Draft(seen, head), running.runner(), false).step();
            case Joined _ -> new Verdict.Unchanged(head);
            case Ending ending ->
                ending.from() == Stage.JOINED
                        ? new Verdict.Unchanged(head)
                        : new Verdict.Refused(Verdict.Why.NOT_RUNNING);
            case Queued _, Starting _, Ended _ -> Rules.superseded();
        });
    }

    static Draft join(Lifecycle rules, Draft draft, Runner runner, boolean readopted) {
        Instant now = draft.now();
        draft.progress(draft.head().progress().joinedAt(now));
        draft.state(new Joined(runner, now, rules.silentAt(now))).mark("joined");
        return draft.tell(LifecycleEvent.JOINED, readoption(Json.obj(), readopted));
    }

    private static Json.Obj readoption(JsonBuilder data, boolean readopted) {
        return readopted ? data.put("readopted", true).build() : data.build();
    }

    static Verdict beat(Lifecycle rules, Seen seen, Reporter runner, BeatReport report) {
        return Rules.by(seen, runner, head -> {
            var draft = new Draft(seen, head);
            report.taken().ifPresent(id -> draft.mailbox(draft.head().mailbox().taken(id)));
            report.assetsReady()
                    .filter(_ ->
                            !head.timeline().has("assets_ready", head.progress().attempt()))
                    .ifPresent(warmth -> draft.mark("assets_ready")
                            .tell(
                                    LifecycleEvent.PROGRESS,
                                    Json.obj()
                                            .put("phase", "assets_ready")
                                            .put("assets", warmth)
                                            .build()));
            return heard(rules, draft, report.joined()).step();
        });
    }

    private static Draft heard(Lifecycle rules, Draft draft, boolean joined) {
        Instant now = draft.now();
        Instant silentAt = rules.silentAt(now);
        return switch (draft.head().state()) {
            case SessionState.Running running ->
                joined
                        ? join(rules, draft, running.runner(), false)
                        : draft.state(new SessionState.Running(running.runner(), now, silentAt));
            case Joined was -> draft.state(new Joined(was.runner(), now, silentAt));
            case Queued _, Starting _, Ending _, Ended _ -> draft;
        };
    }

    static Verdict messaged(Seen seen, Message message) {
        return Rules.with(seen, head -> switch (head.state()) {
            case Ending _, Ended _ -> new Verdict.Refused(Verdict.Why.NOT_RUNNING);
            case Queued _, Starting _, SessionState.Running _, Joined _ -> {
                if (head.mailbox().waiting().stream().anyMatch(m -> m.id().equals(message.id()))) {
                    yield new Verdict.Unchanged(head);
                }
                yield head.mailbox()
                        .with(message)
                        .<Verdict>map(
                                more -> new Draft(seen, head).mailbox(more).step())
                        .orElseGet(() -> new Verdict.Refused(Verdict.Why.MAILBOX_FULL));
            }
        });
    }
}
