package dev.botrunner.control.measure;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.OptionalLong;

/** Stands between the link and the broker and counts the events that runners say they have lost. From any thread. */
public final class MirrorMeter implements EventOutlet {

    private static final String DEGRADED = "bot.mirror.degraded";

    private final EventOutlet broker;
    private final Counter lost;

    public MirrorMeter(EventOutlet broker, Meters meters) {
        this.broker = broker;
        this.lost = Counter.builder(Meters.PREFIX + "mirror.lost")
                .description("Events that runners lost before they left the process")
                .register(meters.registry());
    }

    @Override
    public Published publish(List<Envelope> batch) throws InterruptedException {
        Published published = broker.publish(batch);
        for (Envelope event : batch) {
            if (event.type().equals(DEGRADED)) {
                long count = event.data()
                        .asObj()
                        .map(data -> data.integerAt("lost"))
                        .orElse(OptionalLong.empty())
                        .orElse(0);
                lost.increment((double) Math.max(0, count));
            }
        }
        return published;
    }

    /** The broker is not ours to close. */
    @Override
    public void close() {}
}
