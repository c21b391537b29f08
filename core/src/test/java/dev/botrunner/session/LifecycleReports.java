package dev.botrunner.session;

import static dev.botrunner.session.Lives.ID;
import static dev.botrunner.session.Lives.OTHER;
import static dev.botrunner.session.Lives.RULES;
import static dev.botrunner.session.Lives.WORKER;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Every report there is, by name, as the right reporter would give it at attempt 1. */
final class LifecycleReports {

    static final Map<String, Function<Lives, Verdict>> ALL = new LinkedHashMap<>();

    static {
        launching();
        running();
        ending();
    }

    private LifecycleReports() {}

    /** A session in that state, brought there by whom the report is about. */
    static Lives life(String report, Stage stage, OnCrash onCrash) {
        if (report.equals("joined first") && stage == Stage.ENDING) {
            return Lives.running(onCrash).stop();
        }
        var life = Lives.at(stage, onCrash);
        boolean ofLauncher = report.equals("created") || report.startsWith("refused") || report.startsWith("object ");
        return ofLauncher ? life.launched() : life;
    }

    private static void launching() {
        ALL.put(
                "accepted",
                l -> RULES.accepted(l.seen(), l.head().about(), l.head().terms()));
        ALL.put("claimed", l -> RULES.claimed(l.seen(), new Claimant(WORKER, Claimant.Kind.WORKER)));
        ALL.put("renewed", l -> RULES.renewed(l.after(Duration.ofSeconds(9)).seen(), 1, 1, WORKER));
        ALL.put("created", l -> RULES.created(l.seen(), 1, "uid-1"));
        var full = new Failure(ErrorCode.QUOTA, "The quota is used up");
        ALL.put(
                "refused, same attempt",
                l -> RULES.refused(l.seen(), 1, full, new Retry.SameAttemptAfter(Duration.ofSeconds(15))));
        ALL.put("refused, next attempt", l -> RULES.refused(l.seen(), 1, full, new Retry.NextAttempt()));
        ALL.put("refused for ever", l -> RULES.refused(l.seen(), 1, full, new Retry.Never()));
        ALL.put(
                "object waiting",
                l -> RULES.observed(l.seen(), 1, "uid-1", new Sighting.Waiting(Phase.PULLING, Optional.empty())));
        ALL.put("object started", l -> RULES.observed(l.seen(), 1, "uid-1", new Sighting.Started()));
        ALL.put("object gone", l -> RULES.observed(l.seen(), 1, "uid-1", new Sighting.Gone()));
        var noImage = new Failure(ErrorCode.IMAGE_UNAVAILABLE, "The image cannot be pulled");
        ALL.put("object failed", l -> RULES.observed(l.seen(), 1, "uid-1", new Sighting.Failed(noImage)));
        ALL.put(
                "object exited 1",
                l -> RULES.observed(l.seen(), 1, "uid-1", new Sighting.Exited(ExitStatus.code(1), Optional.empty())));
    }

    private static void running() {
        ALL.put("redeemed", l -> RULES.redeemed(l.seen(), first(), 1));
        ALL.put("redeemed by another", l -> RULES.redeemed(l.seen(), new Reporter(1, OTHER), 1));
        ALL.put("joined", l -> RULES.joined(l.seen(), first()));
        ALL.put("joined first", l -> RULES.joined(l.seen(), first()));
        ALL.put("beat", l -> RULES.beat(l.after(Duration.ofSeconds(1)).seen(), first(), BeatReport.NOTHING_NEW));
        ALL.put(
                "beat, joined",
                l -> RULES.beat(
                        l.after(Duration.ofSeconds(1)).seen(),
                        first(),
                        new BeatReport(Optional.empty(), true, Optional.empty())));
        ALL.put("messaged", l -> RULES.messaged(l.seen(), new Message("m1", "say", Json.Obj.EMPTY)));
    }

    private static void ending() {
        ALL.put("stop asked", l -> RULES.stopAsked(l.seen()));
        ALL.put("profile gone", l -> RULES.profileGone(l.seen()));
        ALL.put("finished, completed", l -> RULES.finished(l.seen(), first(), RunnerEnd.completed("said_goodbye")));
        ALL.put("finished, crashed", l -> RULES.finished(l.seen(), first(), failed("bot_crashed", 10)));
        ALL.put("finished, misconfigured", l -> RULES.finished(l.seen(), first(), failed("invalid_config", 20)));
        for (int code : new int[] {0, 1, 20, 30, 143}) {
            ALL.put("exited " + code, l -> RULES.exited(l.seen(), 1, 1, ExitStatus.code(code)));
        }
        ALL.put("date, too early", l -> RULES.date(l.seen()));
        ALL.put("date", l -> RULES.date(l.onItsDate().seen()));
        ALL.put("silence, too early", l -> RULES.silence(l.seen()));
        ALL.put("silence", l -> RULES.silence(l.whenSilent().seen()));
        ALL.put("adopted", LifecycleReports::adopted);
    }

    private static Verdict adopted(Lives life) {
        var about = life.head().about();
        var token = new SessionToken(
                ID,
                about.tenant(),
                about.bot(),
                1,
                Lives.RUNNER,
                about.room().key(),
                Lives.START,
                life.head().terms(),
                "another epoch",
                1,
                Optional.empty());
        return RULES.adopted(life.seen(), token, false);
    }

    private static Reporter first() {
        return new Reporter(1, Lives.RUNNER);
    }

    private static RunnerEnd failed(String reason, int code) {
        return new RunnerEnd(false, reason, OptionalInt.of(code), Optional.empty());
    }
}
