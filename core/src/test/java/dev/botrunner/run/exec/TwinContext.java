package dev.botrunner.run.exec;

import dev.botrunner.assets.AssetBundle;
import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Author;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventBus;
import dev.botrunner.publish.LocalBus;
import dev.botrunner.run.BotContext;
import dev.botrunner.run.EndOrder;
import dev.botrunner.run.EndSignal;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a program's runner finds around it, as a test wants it. */
final class TwinContext implements BotContext, EndSignal, EventBus {

    final List<Envelope> events = new CopyOnWriteArrayList<>();
    final List<String> log = new CopyOnWriteArrayList<>();
    final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    volatile boolean mayJoin = true;
    final AtomicInteger joins = new AtomicInteger();
    volatile String prompt = "";

    /** Somebody says this as soon as the record says joined, before the answer is back. */
    volatile Optional<Message> saidMeanwhile = Optional.empty();

    private final Semaphore looks = new Semaphore(0);
    private final CountDownLatch ordered = new CountDownLatch(1);
    private volatile Optional<EndOrder> order = Optional.empty();
    private volatile Optional<String> signal = Optional.empty();
    private volatile Duration grace = Duration.ZERO;
    private final LocalBus bus = new LocalBus(
            new Author(
                    new SessionId("01k0000000000000000000000a"),
                    1,
                    Tenant.DEFAULT,
                    new BotName("echo"),
                    Optional.empty()),
            Ticker.system(),
            new SplittableRandom(1));

    /** The order to leave comes when the program has said this. */
    void leaveWhenLogged(String line, Duration goodBye) {
        signal = Optional.of(line);
        grace = goodBye;
    }

    void logged(String line) {
        log.add(line);
        if (signal.equals(Optional.of(line))) {
            order = Optional.of(new EndOrder("requested", grace));
            ordered.countDown();
        }
    }

    @Override
    public Assignment assignment() {
        var persona = new Persona(
                Optional.empty(),
                prompt.isEmpty() ? Map.of() : Map.of("p", prompt),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var spec = new SessionSpec(
                new SessionId("01k0000000000000000000000a"),
                Tenant.DEFAULT,
                new BotName("echo"),
                Room.ofKey("https://meet.example/a"),
                persona,
                Optional.empty(),
                Map.of(),
                Supply.NONE,
                new Terms(1, Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofSeconds(20), OnCrash.END),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return new Assignment(spec, 1, Optional.empty(), Map.of(), Duration.ofHours(1));
    }

    @Override
    public AssetBundle assets() {
        return AssetBundle.EMPTY;
    }

    @Override
    public EventBus events() {
        return this;
    }

    @Override
    public Envelope publish(String type, Json.Obj data) {
        Envelope envelope = bus.publish(type, data);
        events.add(envelope);
        return envelope;
    }

    @Override
    public Subscription subscribe(Consumer<Envelope> reader) {
        return bus.subscribe(reader);
    }

    @Override
    public Optional<Message> nextMessage(Duration atMost) throws InterruptedException {
        looks.release();
        return Optional.ofNullable(messages.poll(50, TimeUnit.MILLISECONDS));
    }

    @Override
    public EndSignal end() {
        return this;
    }

    @Override
    public boolean joined() throws InterruptedException {
        joins.incrementAndGet();
        if (saidMeanwhile.isPresent()) {
            messages.add(saidMeanwhile.get());
            looks.drainPermits();
            // Two more looks for messages mean that this one was passed on; whoever holds it back looks no more.
            looks.tryAcquire(2, 300, TimeUnit.MILLISECONDS);
        }
        return mayJoin;
    }

    @Override
    public Optional<EndOrder> order() {
        return order;
    }

    @Override
    public Optional<EndOrder> await(Duration atMost) throws InterruptedException {
        return ordered.await(atMost.toMillis(), TimeUnit.MILLISECONDS) ? order : Optional.empty();
    }
}
