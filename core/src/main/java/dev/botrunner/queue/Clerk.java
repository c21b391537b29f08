package dev.botrunner.queue;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Step;
import dev.botrunner.session.Verdict;
import java.util.Optional;
import java.util.function.Function;

/** Brings a report into the ledger: finds the record, asks the rules, writes the step, and again when somebody was first. */
public final class Clerk {

    /** More than two writers of one record meet rarely; so many times in a row means a broken store. */
    private static final int TRIES = 32;

    private final SessionLedger ledger;

    public Clerk(SessionLedger ledger) {
        this.ledger = ledger;
    }

    /** Computes the step from the record as it is found now. */
    public Entered enter(SessionId id, Function<Seen, Verdict> rule) {
        return enter(ledger.find(id), rule);
    }

    /** Computes the step from a record that was seen, and anew from what stands there if that was not the latest. */
    public Entered enter(Seen found, Function<Seen, Verdict> rule) {
        Seen seen = found;
        for (int i = 0; i < TRIES; i++) {
            Seen asked = seen;
            switch (rule.apply(asked)) {
                case Verdict.Unchanged(SessionHead head) -> {
                    return new Entered.Stands(head);
                }
                case Verdict.Refused(Verdict.Why why) -> {
                    return new Entered.Refused(why, asked.head());
                }
                case Step step -> {
                    switch (ledger.write(asked, step)) {
                        case Wrote.Done(Seen now) -> {
                            return new Entered.Changed(now.head().orElse(step.next()));
                        }
                        case Wrote.Stale(Seen now) -> seen = now;
                        case Wrote.AtCap _ -> {
                            return new Entered.AtCap();
                        }
                    }
                }
            }
        }
        throw new DependencyException(new Failure(
                ErrorCode.OUTCOME_UNKNOWN,
                "The record of session " + found.id() + " changed " + TRIES + " times while one step was written"));
    }

    /** What became of a report. */
    public sealed interface Entered {

        record Changed(SessionHead head) implements Entered {}

        /** The record says so already. */
        record Stands(SessionHead head) implements Entered {}

        record Refused(Verdict.Why why, Optional<SessionHead> head) implements Entered {}

        record AtCap() implements Entered {}
    }
}
