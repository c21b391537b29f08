package dev.botrunner.session;

import java.util.function.Function;

/** The answers that every part of {@link Lifecycle} gives alike. */
final class Rules {

    private Rules() {}

    static Verdict with(Seen seen, Function<SessionHead, Verdict> rule) {
        return seen.head().map(rule).orElseGet(() -> new Verdict.Refused(Verdict.Why.UNKNOWN));
    }

    /** For reports about an attempt: they say nothing once the session is over or at another attempt. */
    static Verdict at(Seen seen, int attempt, Function<SessionHead, Verdict> rule) {
        return with(seen, head -> {
            if (head.hasEnded()) {
                return ended();
            }
            return head.progress().attempt() == attempt ? rule.apply(head) : superseded();
        });
    }

    /** For reports by the runner: only the instance that has redeemed the present attempt is heard. */
    static Verdict by(Seen seen, Reporter runner, Function<SessionHead, Verdict> rule) {
        return at(seen, runner.attempt(), head -> isRunner(head, runner) ? rule.apply(head) : superseded());
    }

    static boolean isRunner(SessionHead head, Reporter runner) {
        return head.progress().attempt() == runner.attempt()
                && head.state()
                        .liveRunner()
                        .filter(live -> live.instance().equals(runner.instance()))
                        .isPresent();
    }

    static Verdict superseded() {
        return new Verdict.Refused(Verdict.Why.SUPERSEDED);
    }

    static Verdict ended() {
        return new Verdict.Refused(Verdict.Why.ENDED);
    }
}
