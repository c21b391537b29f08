package dev.botrunner.bench;

import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Ulid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many events a second the broker in memory takes, with one tail that is told them all: as the outbox brings them, in
 * batches of 64, four of each session. Bind it to one core ({@code taskset -c 0}) to see what a core does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TransportBenchmark {

    private static final int BATCH = 64;
    private static final List<String> LIFE =
            List.of(LifecycleEvent.QUEUED, LifecycleEvent.STARTING, LifecycleEvent.RUNNING, LifecycleEvent.END);

    private final SplittableRandom random = new SplittableRandom(1);
    private final Heard heard = new Heard();
    private final EventTransport transport = ServiceLoader.load(TransportProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.schemes().contains("memory"))
            .findFirst()
            .orElseThrow()
            .open(new TransportProvider.Options("memory:", Ticker.system(), Duration.ofHours(24)));
    private Optional<Subscription> tail = Optional.empty();
    private long published;

    @Setup
    public void open() {
        tail = Optional.of(transport.tail(heard));
    }

    @TearDown
    public void close() {
        System.out.println("published " + published + ", told " + heard.events.sum() + ", gaps " + heard.gaps.sum());
        tail.ifPresent(Subscription::close);
        transport.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object publish() throws InterruptedException {
        var batch = new ArrayList<Envelope>(BATCH);
        while (batch.size() < BATCH) {
            Instant now = Instant.now();
            var session = new SessionId(Ulid.of(now.toEpochMilli(), random));
            for (int number = 1; number <= LIFE.size(); number++) {
                batch.add(event(session, LIFE.get(number - 1), number, now));
            }
        }
        published += BATCH;
        return transport.publish(batch);
    }

    private static Envelope event(SessionId session, String type, int number, Instant now) {
        return new Envelope(
                session + ".s1." + number,
                "/sessions/" + session,
                type,
                session.value(),
                now,
                "urn:botrunner:" + type + ":1",
                "default",
                "echo",
                1,
                "s1",
                number,
                Optional.empty(),
                Json.obj().put("attempt", 1).put("claim", number).build());
    }

    private static final class Heard implements EventSink {
        private final LongAdder events = new LongAdder();
        private final LongAdder gaps = new LongAdder();

        @Override
        public void at(Position position) {}

        @Override
        public void event(Envelope envelope, Position position) {
            events.increment();
        }

        @Override
        public void gap(OptionalLong lost) {
            gaps.increment();
        }

        @Override
        public void reset(String epoch) {}
    }
}
