package dev.botrunner.publish;

import dev.botrunner.loop.Health;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A local bus whose events also go out of the process, later and in batches. Publishing never waits for that: an event
 * is numbered, put into a ring of 16,384 places and 16 MiB, and forgotten. While the way out is broken the same batch is
 * tried again; when the ring is full the newest events are dropped and counted, and {@code bot.mirror.degraded} tells
 * how many as soon as the way is open again. Their numbers stay missing. From any thread. A crash loses what is in the
 * ring.
 */
public final class MirroringBus implements EventBus, Health.Check, AutoCloseable {

    /** Whose word on the session's life counts. */
    public enum Lifecycle {
        /** The control server's: what this bus says of it stays in the process. */
        LEFT_OUT,
        /** This runner's, which stands alone: it is mirrored, and never dropped. */
        MIRRORED
    }

    /** What tells how many events were lost. */
    public static final String DEGRADED = "bot.mirror.degraded";

    private static final Pace PACE = new Pace(
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60));

    private final LocalBus local;
    private final MirrorRing ring;
    private final MirrorDrain drain;
    private final EventOutlet outlet;
    private final LoopRunner runner;

    /** Does nothing yet: {@link #start} begins the mirroring. */
    public MirroringBus(LocalBus local, EventOutlet outlet, Lifecycle lifecycle, Ticker ticker) {
        this.local = local;
        this.outlet = outlet;
        this.ring = new MirrorRing(lifecycle);
        this.drain = new MirrorDrain(ring, outlet, this::told);
        this.runner = new LoopRunner(drain, PACE, ticker);
        local.tap(ring);
    }

    /** Mirrors from now on, what was published before included. */
    public MirroringBus start() {
        runner.start();
        return this;
    }

    @Override
    public Envelope publish(String type, Json.Obj data) {
        return local.publish(type, data);
    }

    /** See {@link LocalBus#lifecycle}. */
    public Envelope lifecycle(String type, Json.Obj data) {
        return local.lifecycle(type, data);
    }

    @Override
    public Subscription subscribe(Consumer<Envelope> reader) {
        return local.subscribe(reader);
    }

    /** Events that were dropped so far, refused ones included. */
    public long lost() {
        return ring.lost();
    }

    /**
     * Waits until everything published before is out, or was refused for good.
     *
     * @return false: it was not, within this time
     */
    public boolean flush(Duration atMost) throws InterruptedException {
        return ring.awaitSettled(atMost);
    }

    @Override
    public Health.Status now() {
        return runner.now();
    }

    /** Stops mirroring, and closes the outlet. What is in the ring is lost: {@link #flush} before. Publishing goes on. */
    @Override
    public void close() {
        ring.close();
        runner.close();
        outlet.close();
    }

    /** One step of the mirroring at a time, for who steps it without {@link #start}. */
    MirrorDrain drain() {
        return drain;
    }

    private void told(long lost) {
        local.publish(DEGRADED, Json.obj().put("lost", lost).build());
    }
}
