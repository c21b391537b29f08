package dev.botrunner.control.measure;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stands between the outbox's relay and the broker and measures lives by what passes: since one replica relays each
 * event once, ends are counted once, whichever server a session met. Used by the relay's loop alone.
 */
public final class LifeMeter implements EventOutlet {

    private static final String OTHER = "other";
    private static final Duration[] PHASES = Meters.millis(
            5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000, 300_000, 1_800_000, 7_200_000);

    private final EventOutlet broker;
    private final Meters meters;
    private final PhaseClock clock = new PhaseClock();
    private final Map<String, Timer> phases = new HashMap<>();
    private final Map<String, Counter> ends = new HashMap<>();

    public LifeMeter(EventOutlet broker, Meters meters) {
        this.broker = broker;
        this.meters = meters;
    }

    @Override
    public Published publish(List<Envelope> batch) throws InterruptedException {
        Published published = broker.publish(batch);
        for (Envelope event : batch) {
            clock.saw(event).ifPresent(passed -> phase(passed.phase()).record(passed.lasted()));
            if (event.type().equals(LifecycleEvent.END)) {
                event.data().asObj().flatMap(data -> data.objAt("end")).ifPresent(this::ended);
            }
        }
        return published;
    }

    /** The broker is not ours to close. */
    @Override
    public void close() {}

    private Timer phase(String phase) {
        return phases.computeIfAbsent(
                phase,
                word -> Timer.builder(Meters.PREFIX + "phase.duration")
                        .description("How long sessions stayed in a phase that is over")
                        .tag("phase", word)
                        .serviceLevelObjectives(PHASES)
                        .register(meters.registry()));
    }

    private void ended(Json.Obj end) {
        String outcome = end.textAt("outcome").orElse(OTHER);
        // Bots have words of their own, any number of them: too many for a label.
        String reason =
                end.textAt("reason").flatMap(Reason::of).map(Reason::word).orElse(OTHER);
        ends.computeIfAbsent(
                        outcome + " " + reason,
                        _ -> Counter.builder(Meters.PREFIX + "session.ends")
                                .description("Ended sessions; reason is \"other\" for a bot's own word")
                                .tag("outcome", outcome)
                                .tag("reason", reason)
                                .register(meters.registry()))
                .increment();
    }
}
