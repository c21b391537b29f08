package dev.botrunner.duty.audit;

import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Compares processes with the records that they say they act for. */
final class ProcessAudit {

    /** What a process may take to leave once its session is over or elsewhere, beyond its good-bye. */
    private static final Duration LEAVING = Duration.ofSeconds(60);

    private final Findings findings;
    private final Instant now;

    ProcessAudit(Findings findings, Instant now) {
        this.findings = findings;
        this.now = now;
    }

    void look(Collection<RunningProcess> processes, Function<SessionId, Optional<SessionHead>> records) {
        Map<SessionId, TreeSet<Integer>> attempts = new HashMap<>();
        for (RunningProcess process : processes) {
            Optional<SessionHead> head = records.apply(process.session());
            String subject = "process " + process.pid();
            if (head.isEmpty()) {
                findings.note(subject + " acts for " + process.session()
                        + ", which this store does not know: is it of another installation?");
                continue;
            }
            findings.check(
                    Invariant.I4,
                    !isOver(head.get()),
                    subject,
                    "acts for " + process.session() + ", which is over: "
                            + head.get().state());
            attempts.computeIfAbsent(process.session(), _ -> new TreeSet<>()).add(process.attempt());
        }
        attempts.forEach((session, there) -> findings.check(
                Invariant.I3,
                there.size() == 1,
                session.value(),
                "attempts " + List.copyOf(there) + " have processes at once"));
    }

    private boolean isOver(SessionHead head) {
        return endedAt(head)
                .map(at -> at.plus(head.terms().goodBye()).plus(LEAVING).isBefore(now))
                .orElse(false);
    }

    private static Optional<Instant> endedAt(SessionHead head) {
        return head.state() instanceof SessionState.Ended(var end) ? Optional.of(end.at()) : Optional.empty();
    }
}
