package dev.botrunner.session;

import dev.botrunner.session.SessionState.Ending;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The rules of taking a living session back from its signed token, when the store knows less than its runner. */
final class Adoption {

    private Adoption() {}

    static Verdict adopted(Lifecycle rules, Seen seen, SessionToken token, boolean joined) {
        if (token.goodUntil().isBefore(seen.time())) {
            return new Verdict.Refused(Verdict.Why.UNKNOWN);
        }
        if (seen.head().isEmpty() && token.epoch().equals(seen.epoch())) {
            return Rules.ended(); // nothing was forgotten: its record has gone because its time after the end was over
        }
        if (seen.head().isEmpty()) {
            return takeBack(rules, new Draft(seen, remembered(seen, token)), token, joined);
        }
        SessionHead head = seen.head().get();
        var runner = new Reporter(token.attempt(), token.instance());
        if (head.hasEnded()) {
            return Rules.ended();
        }
        if (Rules.isRunner(head, runner)) {
            return new Verdict.Unchanged(head);
        }
        int attempt = head.progress().attempt();
        boolean knowsLess = attempt < token.attempt()
                || (attempt == token.attempt() && head.state().liveRunner().isEmpty());
        if (!knowsLess) {
            return Rules.superseded();
        }
        var draft = new Draft(seen, head);
        draft.progress(at(token, head.progress()));
        return takeBack(rules, draft, token, joined);
    }

    private static Step takeBack(Lifecycle rules, Draft draft, SessionToken token, boolean joined) {
        var runner = new SessionState.Runner(token.instance(), token.claim(), token.pod());
        draft.mark(Timeline.READOPTED);
        if (draft.head().state() instanceof Ending ending) {
            return leaving(draft, ending, runner);
        }
        if (!joined) {
            return Running.run(rules, draft, runner, true).step();
        }
        draft.progress(draft.head().progress().joinedAt(token.issuedAt()));
        return Running.join(rules, draft, runner, true).step();
    }

    /** The store had gone back to an earlier attempt, and a stop was promised meanwhile: it stands for the living one. */
    private static Step leaving(Draft draft, Ending was, SessionState.Runner runner) {
        var until = draft.now().plus(draft.head().terms().goodBye()).plus(Lifecycle.ENDING_MARGIN);
        return draft.state(new Ending(runner, was.from(), was.why(), until)).step();
    }

    private static Progress at(SessionToken token, Progress was) {
        return new Progress(
                token.attempt(),
                Math.max(token.attempt(), was.tried()),
                Math.min(was.budgetFrom(), token.attempt()),
                Math.max(was.claims(), token.claim()),
                was.relaunches(),
                was.startDeadline(),
                was.firstJoined());
    }

    private static SessionHead remembered(Seen seen, SessionToken token) {
        Instant deadline = token.issuedAt().plus(token.terms().startDeadline());
        var about = new About(token.tenant(), token.bot(), Room.ofKey(token.room()), Map.of(), token.issuedAt(), 5);
        var blank = Launching.blank(seen, about, onlyOnce(token.terms()));
        int attempt = token.attempt();
        var progress = new Progress(attempt, attempt, attempt, token.claim(), 0, deadline, Optional.empty());
        return new Draft(seen, blank).progress(progress).head();
    }

    /** Its spec is forgotten, so nobody else could be started for it: this runner is its last. */
    private static Terms onlyOnce(Terms terms) {
        return new Terms(1, terms.startDeadline(), terms.maxDuration(), terms.goodBye(), OnCrash.END);
    }
}
