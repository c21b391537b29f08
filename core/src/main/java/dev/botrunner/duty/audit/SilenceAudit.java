package dev.botrunner.duty.audit;

import dev.botrunner.publish.Envelope;
import dev.botrunner.session.Json;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.QueuedWhy;
import dev.botrunner.session.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * I13, as far as a log shows it: nobody may be given up for silence before a whole {@code lostAfter} has passed since the
 * store was another one, nor right after a runner's own word. That a server was paused, or cut off, leaves nothing in a log.
 */
final class SilenceAudit {

    /** Servers that take each other's place may differ by so much before it counts as a jump of the clock. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final Findings findings;
    private final Duration lostAfter;
    private final Map<String, Instant> otherUntil = new HashMap<>();
    private final Map<String, Instant> heard = new HashMap<>();
    private String epoch = "";
    private Instant latest = Instant.MIN;

    SilenceAudit(Findings findings, Duration lostAfter) {
        this.findings = findings;
        this.lostAfter = lostAfter;
    }

    /** The next of the ledger's events. */
    void look(Envelope event, Json.Obj data) {
        if (!event.epoch().equals(epoch)) {
            if (!epoch.isEmpty()) {
                otherUntil.putIfAbsent(event.epoch(), latest);
            }
            epoch = event.epoch();
        }
        latest = event.time();
        switch (event.type()) {
            case LifecycleEvent.RUNNING, LifecycleEvent.JOINED -> heard.put(event.subject(), event.time());
            case LifecycleEvent.QUEUED -> lapsed(event, data);
            case LifecycleEvent.END -> ended(event, data.objAt("end").orElse(Json.Obj.EMPTY));
            default -> {}
        }
    }

    private void lapsed(Envelope event, Json.Obj data) {
        if (data.textAt("why").equals(Optional.of(QueuedWhy.CLAIM_LAPSED.word()))) {
            couldHear(event, "its claim lapsed");
        }
    }

    private void ended(Envelope event, Json.Obj end) {
        findings.looked(Invariant.I13);
        Instant word = heard.getOrDefault(event.subject(), Instant.MIN);
        heard.remove(event.subject());
        if (!end.textAt("reason").equals(Optional.of(Reason.NO_HEARTBEAT.word()))) {
            return;
        }
        couldHear(event, "it was lost");
        Duration least = lostAfter.compareTo(Lifecycle.GONE_SILENCE) < 0 ? lostAfter : Lifecycle.GONE_SILENCE;
        if (word.isAfter(event.time().minus(least).plus(SKEW))) {
            findings.breach(
                    Invariant.I13,
                    event.subject(),
                    "it was lost at " + event.time() + ", and its runner was heard at " + word);
        }
    }

    private void couldHear(Envelope event, String what) {
        Instant other = otherUntil.getOrDefault(event.epoch(), Instant.MIN);
        if (other.isAfter(event.time().minus(lostAfter).plus(SKEW))) {
            findings.breach(
                    Invariant.I13,
                    event.subject(),
                    what + " at " + event.time() + ", and the store was another one until " + other + " or later");
        }
    }
}
