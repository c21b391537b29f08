package dev.botrunner.duty.audit;

import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.SessionHead;
import java.time.Duration;
import java.time.Instant;

/** What one record must say of itself. */
final class RecordAudit {

    private final Findings findings;
    private final Duration patience;

    /** @param patience how late a date may be acted upon */
    RecordAudit(Findings findings, Duration patience) {
        this.findings = findings;
        this.patience = patience;
    }

    void look(SessionHead head, Instant now) {
        String id = head.id().value();
        int tries = head.progress().attempt() - head.progress().budgetFrom() + 1;
        findings.check(
                Invariant.I6,
                tries <= head.terms().attempts() && head.progress().relaunches() <= Lifecycle.MAX_RELAUNCHES,
                id,
                tries + " tries of " + head.terms().attempts() + ", "
                        + head.progress().relaunches() + " relaunches");
        findings.check(
                Invariant.I7,
                head.date().isPresent() != head.hasEnded(),
                id,
                head.hasEnded() ? "has ended, and has a date" : "has no date in " + head.stage());
        head.date()
                .filter(date -> date.plus(patience).isBefore(now))
                .ifPresent(date -> findings.breach(
                        Invariant.I7,
                        id,
                        "nobody has acted on its date " + date + " in " + head.stage() + "; it is " + now));
        long joined = head.timeline().entries().stream()
                .filter(entry -> entry.phase().equals("joined"))
                .count();
        int most =
                head.terms().onCrash() == OnCrash.RELAUNCH ? 1 + head.progress().relaunches() : 1;
        findings.check(Invariant.I5, joined <= most, id, "joined " + joined + " times, and may " + most + " times");
    }
}
