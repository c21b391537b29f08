package dev.botrunner.duty.audit;

import dev.botrunner.session.Outcome;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Compares the objects of a cluster with the records that they were made for. */
final class ObjectAudit {

    /** Within which an object that must go is told to, beyond the good-bye: twice the time between two looks of its duty. */
    private static final Duration NOTICED = Duration.ofSeconds(60);

    /** How long a Job that has finished stays at most: its TTL, and as much again. */
    private static final Duration FINISHED = Duration.ofMinutes(20);

    private final Findings findings;
    private final Instant now;

    ObjectAudit(Findings findings, Instant now) {
        this.findings = findings;
        this.now = now;
    }

    void look(PresentObjects objects, Function<SessionId, Optional<SessionHead>> records) {
        objects.unseen().forEach(findings::note);
        Map<String, String> names = new HashMap<>();
        for (PresentObjects.OfSession object : objects.ofSessions()) {
            String subject = "object " + object.uid();
            String name = object.session() + " " + object.attempt();
            String other = names.putIfAbsent(name, object.uid());
            findings.check(
                    Invariant.I4,
                    other == null,
                    subject,
                    "is for attempt " + object.attempt() + " of " + object.session() + ", which has object " + other);
            Optional<SessionHead> head = records.apply(object.session());
            if (head.isPresent()) {
                look(object, head.get(), subject);
            } else {
                findings.note(subject + " is for " + object.session()
                        + ", which this store does not know: has it forgotten it, or is it of another installation?");
            }
        }
    }

    private void look(PresentObjects.OfSession object, SessionHead head, String subject) {
        Duration goodBye = head.terms().goodBye();
        if (head.state() instanceof SessionState.Ended(SessionEnd end)) {
            gone(head.id(), end, goodBye, subject);
        } else {
            findings.check(
                    Invariant.I3,
                    object.attempt() >= head.progress().attempt() || !isOver(since(head), goodBye.plus(NOTICED)),
                    subject,
                    "is for attempt " + object.attempt() + " of " + object.session() + ", which is at attempt "
                            + head.progress().attempt());
        }
    }

    /** The pods of pools, which are named for no session. */
    void lookAtPods(PresentObjects objects, Function<String, Optional<SessionHead>> claimedBy) {
        for (String uid : objects.waiting()) {
            Optional<SessionHead> head = claimedBy.apply(uid);
            if (head.isPresent() && head.get().state() instanceof SessionState.Ended(SessionEnd end)) {
                gone(head.get().id(), end, head.get().terms().goodBye(), "pod " + uid);
            }
        }
    }

    private void gone(SessionId session, SessionEnd end, Duration goodBye, String subject) {
        boolean stays = switch (end.outcome()) {
            case STOPPED, EXPIRED, LOST -> isOver(end.at(), goodBye.plus(NOTICED));
            case COMPLETED, FAILED -> isOver(end.at(), goodBye.plus(FINISHED));
        };
        findings.check(
                end.outcome() == Outcome.STOPPED ? Invariant.I11 : Invariant.I4,
                !stays,
                subject,
                "is for " + session + ", which is over since " + end.at() + ": "
                        + end.outcome().word());
    }

    private boolean isOver(Instant at, Duration after) {
        return at.plus(after).isBefore(now);
    }

    /** Since when its record is at its present attempt. */
    private static Instant since(SessionHead head) {
        return head.timeline().entries().stream()
                .filter(entry -> entry.attempt() == head.progress().attempt())
                .map(Timeline.Entry::at)
                .findFirst()
                .orElse(Instant.MAX.minus(Duration.ofDays(1)));
    }
}
