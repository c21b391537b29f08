package dev.botrunner.publish;

import dev.botrunner.loop.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events out of the ring in batches; a batch that was not acknowledged is sent again as it was. */
final class MirrorDrain implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorDrain.class);

    static final int BATCH = 256;

    /** A little under the link's 1 MiB, for what stands around the envelopes. */
    static final int BATCH_BYTES = (1 << 20) - 4096;

    private final MirrorRing ring;
    private final EventOutlet outlet;
    private final LongConsumer tellLost;

    private final List<Envelope> batch = new ArrayList<>(BATCH);
    private long batchBytes;
    private @Nullable Envelope over;
    private long told;

    /** @param tellLost publishes how many events were lost since it was last told */
    MirrorDrain(MirrorRing ring, EventOutlet outlet, LongConsumer tellLost) {
        this.ring = ring;
        this.outlet = outlet;
        this.tellLost = tellLost;
    }

    @Override
    public String name() {
        return "mirror";
    }

    /** Sends one batch; waits for a tick where there is none. */
    @Override
    public Did step() throws InterruptedException {
        if (batch.isEmpty()) {
            fill();
        }
        if (batch.isEmpty()) {
            ring.tick();
            return Did.NOTHING;
        }
        ring.busy();
        Published answer = outlet.publish(List.copyOf(batch));
        refused(answer);
        int sent = batch.size();
        batch.clear();
        ring.settled(sent, batchBytes);
        batchBytes = 0;
        tellLost();
        return Did.WORK;
    }

    private void fill() {
        while (batch.size() < BATCH) {
            Envelope next = over == null ? ring.poll() : over;
            if (next == null) {
                return;
            }
            int size = EnvelopeJson.size(next);
            if (!batch.isEmpty() && batchBytes + size + batch.size() > BATCH_BYTES) {
                over = next;
                return;
            }
            over = null;
            batch.add(next);
            batchBytes += size;
        }
    }

    private void refused(Published answer) {
        for (Published.Rejected rejected : answer.rejected()) {
            Envelope envelope = batch.get(rejected.index());
            if (!envelope.type().equals(MirroringBus.DEGRADED)) {
                ring.refused(1);
            }
            LOG.atWarn()
                    .setMessage("An event was refused outside and is lost")
                    .addKeyValue("code", rejected.code().word())
                    .addKeyValue("type", envelope.type())
                    .log();
        }
    }

    private void tellLost() {
        long lost = ring.lost();
        if (lost > told && ring.isRoomy()) {
            long more = lost - told;
            told = lost;
            tellLost.accept(more);
        }
    }
}
