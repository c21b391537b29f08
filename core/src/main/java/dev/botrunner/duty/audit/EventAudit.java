package dev.botrunner.duty.audit;

import dev.botrunner.publish.Envelope;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows a log of events, in its order. Readers drop what is not above the last number of its source: so does it. */
final class EventAudit {

    private static final String DEGRADED = "bot.mirror.degraded";

    private final Findings findings;
    private final SilenceAudit silences;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, Life> lives = new HashMap<>();
    private final Map<String, Collection<String>> secrets;
    private Optional<Instant> first = Optional.empty();

    /**
     * @param secrets by session, what may stand in no event
     * @param lostAfter how long a runner may be silent
     */
    EventAudit(Findings findings, Map<String, Collection<String>> secrets, Duration lostAfter) {
        this.findings = findings;
        this.secrets = secrets;
        this.silences = new SilenceAudit(findings, lostAfter);
    }

    /** What was told of one session. */
    static final class Life {
        String state = LifeOrder.NOTHING;
        String epoch = "";
        boolean whole;
        Instant latest = Instant.MIN;
        Optional<Json.Obj> end = Optional.empty();
        final Set<String> ran = new HashSet<>();
        final Set<Integer> joined = new HashSet<>();
    }

    void look(Envelope event) {
        if (first.isEmpty()) {
            first = Optional.of(event.time());
        }
        for (String secret : secrets.getOrDefault(event.subject(), List.of())) {
            findings.check(
                    Invariant.I12,
                    !event.data().text().contains(secret),
                    event.subject(),
                    "a secret stands in its " + event.type() + " event");
        }
        if (isNews(event) && event.source().equals("/sessions/" + event.subject())) {
            live(lives.computeIfAbsent(event.subject(), _ -> new Life()), event);
        }
    }

    private boolean isNews(Envelope event) {
        String author = event.source() + " " + event.epoch();
        Long last = numbers.get(author);
        if (last != null && event.sequence() <= last) {
            return false;
        }
        numbers.put(author, event.sequence());
        boolean ledger = event.source().equals("/sessions/" + event.subject());
        findings.looked(Invariant.I9);
        if (last != null && event.sequence() > last + 1) {
            String what = event.source() + ": after number " + last + " comes " + event.sequence();
            if (ledger) {
                findings.breach(Invariant.I9, event.subject(), what);
            } else if (!event.type().equals(DEGRADED)) {
                findings.note(what + ": its runner lost some, and readers see the gap");
            }
        }
        return true;
    }

    private void live(Life life, Envelope event) {
        boolean began = event.sequence() == 1 || !life.epoch.isEmpty();
        boolean otherEpoch = !life.epoch.isEmpty() && !life.epoch.equals(event.epoch());
        life.whole |= began;
        life.epoch = event.epoch();
        life.latest = event.time();
        if (event.type().equals(LifecycleEvent.PROGRESS)) {
            return;
        }
        Json.Obj data = event.data().asObj().orElse(Json.Obj.EMPTY);
        silences.look(event, data);
        boolean takenBack = data.boolAt("readopted").orElse(false);
        // Where the log begins in the middle of a life, and where a store forgot some of one, nothing can be said.
        boolean known = life.whole && !otherEpoch && !takenBack;
        if (known) {
            findings.check(
                    life.state.equals(LifecycleEvent.END) ? Invariant.I8 : Invariant.I11,
                    LifeOrder.allows(life.state, event.type()),
                    event.subject(),
                    event.type() + " follows " + (life.state.isEmpty() ? "nothing" : life.state));
        }
        if (event.type().equals(LifecycleEvent.RUNNING)) {
            findings.check(
                    Invariant.I3,
                    life.ran.add(event.epoch() + " " + event.attempt()) || takenBack,
                    event.subject(),
                    "attempt " + event.attempt() + " began to run twice");
            // That it began to run proves nothing: strict writes it, and lets the runner in only when a replica has it.
            if (life.joined.contains(event.attempt()) && !takenBack) {
                findings.repeated(event.subject());
            }
        }
        if (event.type().equals(LifecycleEvent.JOINED)) {
            life.joined.add(event.attempt());
        }
        if (event.type().equals(LifecycleEvent.END)) {
            data.objAt("end").ifPresent(end -> ended(life, event, end));
        }
        life.state = event.type();
    }

    private void ended(Life life, Envelope event, Json.Obj end) {
        if (life.end.isPresent() && !life.end.get().equals(end)) {
            findings.note(event.subject() + " ended twice, in two epochs of the store: readers keep the first");
        }
        life.end = Optional.of(end);
    }

    Optional<Life> of(String session) {
        return Optional.ofNullable(lives.get(session));
    }

    Map<String, Life> lives() {
        return lives;
    }

    /** The time of the oldest event there is: of what was before nothing is known. */
    Optional<Instant> since() {
        return first;
    }
}
