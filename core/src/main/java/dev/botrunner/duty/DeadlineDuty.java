package dev.botrunner.duty;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Hearing;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.queue.SessionLedger.Due;
import dev.botrunner.queue.Store;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Sees to it that no session waits for ever: on the replica that holds the lease, asks the rules what follows from each
 * date that has come and each silence that has lasted. Dates act at once; silence counts only while we could hear. What
 * a crash leaves undone is still due for the next holder.
 */
public final class DeadlineDuty implements Loop {

    private static final int BATCH = 256;

    private final SessionLedger ledger;
    private final Clerk clerk;
    private final Lifecycle rules;
    private final LeaseHolder lease;
    private final Hearing hearing;
    private final GoneProfiles goneProfiles;
    private volatile Duration lag = Duration.ZERO;

    /**
     * @param lease of {@code DEADLINES}
     * @param exists whether a bot's profile is there; sessions that wait for another end
     */
    public DeadlineDuty(Store store, Lifecycle rules, LeaseHolder lease, Ticker ticker, Predicate<BotName> exists) {
        this.ledger = store.ledger();
        this.clerk = new Clerk(ledger);
        this.rules = rules;
        this.lease = lease;
        this.hearing = new Hearing(ticker, rules.lostAfter());
        this.goneProfiles = new GoneProfiles(store, clerk, rules, ticker, exists);
    }

    @Override
    public String name() {
        return "deadlines";
    }

    @Override
    public Did step() {
        if (!lease.holds()) {
            return Did.NOTHING;
        }
        Seen now = ledger.find(SessionId.NOBODY);
        hearing.heard(lease.term(), now);
        int changed = dates();
        if (hearing.counts(lease.term(), now)) {
            changed += silences();
        }
        if (lease.holds()) {
            changed += goneProfiles.step();
        }
        return changed > 0 ? Did.WORK : Did.NOTHING;
    }

    /** How late the latest date was when it was last looked at; zero when none was due. */
    public Duration lag() {
        return lag;
    }

    private int dates() {
        List<Seen> due = ledger.due(Due.DATES, BATCH);
        lag = due.isEmpty() ? Duration.ZERO : lateness(due.getFirst());
        return enter(due, rules::date);
    }

    private int silences() {
        return enter(ledger.due(Due.SILENCE, BATCH), this::silence);
    }

    private Verdict silence(Seen seen) {
        if (hearing.counts(lease.term(), seen)) {
            return rules.silence(seen);
        }
        return seen.head()
                .<Verdict>map(Verdict.Unchanged::new)
                .orElseGet(() -> new Verdict.Refused(Verdict.Why.UNKNOWN));
    }

    private int enter(List<Seen> due, Function<Seen, Verdict> rule) {
        int changed = 0;
        for (Seen seen : due) {
            if (!lease.holds()) {
                break;
            }
            if (clerk.enter(seen, rule) instanceof Clerk.Entered.Changed) {
                changed++;
            }
        }
        return changed;
    }

    private static Duration lateness(Seen seen) {
        return seen.head()
                .flatMap(head -> head.date())
                .map(date -> Duration.between(date, seen.time()))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }
}
