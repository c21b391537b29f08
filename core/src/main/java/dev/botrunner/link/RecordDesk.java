package dev.botrunner.link;

import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Clerk.Entered;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Reporter;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Verdict;
import java.util.function.Function;

/** Brings what runners say into the ledger, and takes a living session back where the store knows less than its token. */
record RecordDesk(SessionLedger ledger, Clerk clerk, Lifecycle rules, Bells bells, Ticker ticker) {

    static Reporter reporter(SessionToken token) {
        return new Reporter(token.attempt(), token.instance());
    }

    /** A report of the runner that holds this token. */
    Entered enter(SessionToken token, boolean joined, Function<Seen, Verdict> rule) {
        Entered entered = clerk.enter(token.session(), rule);
        boolean mayKnowLess = entered instanceof Entered.Refused(var why, var _)
                && (why == Verdict.Why.UNKNOWN || why == Verdict.Why.SUPERSEDED);
        if (!mayKnowLess) {
            return entered;
        }
        return switch (clerk.enter(token.session(), seen -> rules.adopted(seen, token, joined))) {
            case Entered.Changed _, Entered.Stands _ -> clerk.enter(token.session(), rule);
            case Entered.Refused refused -> refused;
            case Entered.AtCap atCap -> atCap;
        };
    }

    /** What the record says of the holder, without telling it anything. What the store has forgotten may be taken back. */
    Answer standing(SessionToken token) {
        Seen seen = ledger.find(token.session());
        if (seen.head().isPresent() && isRunner(seen.head().get(), token)) {
            return Answer.GO_ON;
        }
        return switch (rules.adopted(seen, token, false)) {
            case Verdict.Refused(var why) -> answer(why);
            default -> Answer.GO_ON;
        };
    }

    static boolean isRunner(SessionHead head, SessionToken token) {
        return head.progress().attempt() == token.attempt()
                && head.state()
                        .liveRunner()
                        .filter(live -> live.instance().equals(token.instance()))
                        .isPresent();
    }

    static Answer answer(Entered entered) {
        return switch (entered) {
            case Entered.Changed _, Entered.Stands _ -> Answer.GO_ON;
            case Entered.Refused(var why, var _) -> answer(why);
            case Entered.AtCap _ -> throw new IllegalStateException("A cap held back a runner that was let in before");
        };
    }

    static Answer answer(Verdict.Why why) {
        return switch (why) {
            case UNKNOWN -> Answer.UNKNOWN;
            case SUPERSEDED -> Answer.SUPERSEDED;
            case ENDED, NOT_RUNNING, MAILBOX_FULL -> Answer.ENDED;
        };
    }
}
