package dev.botrunner.bench;

import com.sun.management.ThreadMXBean;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Author;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventBus;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.LocalBus;
import dev.botrunner.publish.MirroringBus;
import dev.botrunner.publish.Published;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What publishing costs a bot, and what the mirror adds to it. Paced as a real bot: some CPU between two events, about a
 * microsecond of it. What the mirror costs is {@code mirror} less {@code local} at the same pace; run it with {@code -prof
 * gc} to see what is allocated. The outlet takes everything at once, so that the drain costs what it costs itself.
 *
 * <pre>java -cp bench/target/classes:(dependencies) org.openjdk.jmh.Main PublishBenchmark -prof gc</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(3)
public class PublishBenchmark {

    private static final Json.Obj DATA = Json.obj()
            .put("text", "Good morning, and what can I do for you?")
            .put("final", true)
            .build();

    /** {@code idle} publishes nothing: what the pace alone takes. */
    @Param({"idle", "local", "mirror"})
    private String bus = "local";

    /** Tokens of {@link Blackhole#consumeCPU}: 50,000 are about 100 microseconds, as a bot that publishes much. */
    @Param({"50000", "500"})
    private long pace;

    private Optional<EventBus> publishing = Optional.empty();
    private Optional<MirroringBus> mirror = Optional.empty();

    @Setup(Level.Trial)
    public void open() {
        var author = new Author(
                new SessionId("01k0000000000000000000000a"),
                1,
                new Tenant("acme"),
                new BotName("chat"),
                Optional.empty());
        var local = new LocalBus(author, Ticker.system(), new SplittableRandom(1));
        switch (bus) {
            case "local" -> publishing = Optional.of(local);
            case "mirror" -> {
                var mirroring = new MirroringBus(local, new Nowhere(), MirroringBus.Lifecycle.LEFT_OUT, Ticker.system())
                        .start();
                mirror = Optional.of(mirroring);
                publishing = Optional.of(mirroring);
            }
            default -> publishing = Optional.empty();
        }
    }

    /** Says how many did not fit: the figure is worth nothing if they are many. */
    @TearDown(Level.Trial)
    public void close() {
        mirror.ifPresent(mirroring -> {
            System.out.println("lost: " + mirroring.lost());
            mirroring.close();
        });
    }

    @Benchmark
    public Object publish(Publisher publisher) {
        Blackhole.consumeCPU(pace);
        long start = System.nanoTime();
        Object published = publishing.isPresent() ? publishing.get().publish("bot.turn.bot", DATA) : DATA;
        publisher.nanos += System.nanoTime() - start;
        publisher.published++;
        return published;
    }

    /**
     * What the publishing thread itself has used: CPU and not time, so that it holds on a machine that does other things
     * too, and its own allocations without the drain's. Shown by JMH as {@code cpuNanos} and {@code bytes} of an
     * iteration; divided by {@code published} they are the cost of one event.
     */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Publisher {

        public long published;

        /** Within the calls alone, with some 25 for looking at the clock. */
        public long nanos;

        public long cpuNanos;
        public long bytes;

        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private long cpuBefore;
        private long bytesBefore;

        @Setup(Level.Iteration)
        public void begin() {
            cpuBefore = threads.getCurrentThreadCpuTime();
            bytesBefore = threads.getCurrentThreadAllocatedBytes();
        }

        @TearDown(Level.Iteration)
        public void end() {
            cpuNanos = threads.getCurrentThreadCpuTime() - cpuBefore;
            bytes = threads.getCurrentThreadAllocatedBytes() - bytesBefore;
        }
    }

    private static final class Nowhere implements EventOutlet {

        @Override
        public Published publish(List<Envelope> batch) {
            return Published.all(batch.size());
        }

        @Override
        public void close() {}
    }
}
