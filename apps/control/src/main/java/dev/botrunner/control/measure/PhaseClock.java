package dev.botrunner.control.measure;

import dev.botrunner.publish.Envelope;
import dev.botrunner.session.LifecycleEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long sessions stay in each phase, told by their life-cycle events. Remembers the latest phase of each live session,
 * 100,000 at most; what it has forgotten, or another replica relayed, is not measured. Confined to one thread.
 */
final class PhaseClock {

    private static final int SESSIONS = 100_000;

    /** A phase that is over. */
    record Passed(String phase, Duration lasted) {}

    private record Entered(String phase, Instant at) {}

    private final Map<String, Entered> sessions = new LinkedHashMap<>();

    Optional<Passed> saw(Envelope event) {
        Optional<String> phase = phase(event);
        if (phase.isEmpty()) {
            return Optional.empty();
        }
        String entered = phase.get();
        Entered before = entered.equals("ended")
                ? sessions.remove(event.subject())
                : sessions.put(event.subject(), new Entered(entered, event.time()));
        if (sessions.size() > SESSIONS) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        if (before == null || before.phase.equals(entered)) {
            return Optional.empty();
        }
        Duration lasted = Duration.between(before.at, event.time());
        return Optional.of(new Passed(before.phase, lasted.isNegative() ? Duration.ZERO : lasted));
    }

    private static Optional<String> phase(Envelope event) {
        return switch (event.type()) {
            case LifecycleEvent.QUEUED -> Optional.of("queued");
            case LifecycleEvent.STARTING -> Optional.of("claimed");
            case LifecycleEvent.RUNNING -> Optional.of("running");
            case LifecycleEvent.JOINED -> Optional.of("joined");
            case LifecycleEvent.ENDING -> Optional.of("ending");
            case LifecycleEvent.END -> Optional.of("ended");
            case LifecycleEvent.PROGRESS -> launchPhase(event);
            default -> Optional.empty();
        };
    }

    private static Optional<String> launchPhase(Envelope event) {
        return event.data().asObj().flatMap(data -> data.textAt("phase")).filter(word -> switch (word) {
            case "created", "scheduled", "pulling", "started" -> true;
            default -> false;
        });
    }
}
