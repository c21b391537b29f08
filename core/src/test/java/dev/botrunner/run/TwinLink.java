package dev.botrunner.run;

import dev.botrunner.link.Answer;
import dev.botrunner.link.Finished;
import dev.botrunner.link.Orders;
import dev.botrunner.link.SessionLink;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.RunnerEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A control server as a runner sees it. Beats are held until the test says something, or for a moment. */
final class TwinLink implements SessionLink, EventOutlet {

    static final Orders NOTHING = new Orders(Answer.GO_ON, Optional.empty(), List.of());

    final BlockingQueue<Orders> says = new LinkedBlockingQueue<>();
    final BlockingQueue<BeatReport> beats = new LinkedBlockingQueue<>();
    final List<RunnerEnd> finishes = new CopyOnWriteArrayList<>();
    final List<Envelope> events = new CopyOnWriteArrayList<>();
    final List<Integer> eventsAtFinish = new CopyOnWriteArrayList<>();
    volatile Answer joinAnswer = Answer.GO_ON;
    volatile Answer finishAnswer = Answer.GO_ON;
    final AtomicInteger brokenJoins = new AtomicInteger();
    final AtomicInteger brokenFinishes = new AtomicInteger();
    volatile boolean broken;
    final AtomicInteger joins = new AtomicInteger();

    @Override
    public Answer joined() {
        joins.incrementAndGet();
        if (brokenJoins.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw broken();
        }
        return joinAnswer;
    }

    @Override
    public Orders beat(BeatReport report, Duration hold) throws InterruptedException {
        if (broken) {
            throw broken();
        }
        beats.add(report);
        Orders orders = says.poll(hold.isZero() ? 0 : 50, TimeUnit.MILLISECONDS);
        return orders == null ? NOTHING : orders;
    }

    /** Waits for the beat that says that this message was taken. */
    boolean awaitTaken(String message) throws InterruptedException {
        BeatReport beat = beats.poll(60, TimeUnit.SECONDS);
        while (beat != null && !beat.taken().equals(Optional.of(message))) {
            beat = beats.poll(60, TimeUnit.SECONDS);
        }
        return beat != null;
    }

    @Override
    public Finished finish(RunnerEnd word) {
        if (brokenFinishes.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw broken();
        }
        eventsAtFinish.add(events.size());
        finishes.add(word);
        return new Finished(finishAnswer, Optional.empty());
    }

    @Override
    public EventOutlet events() {
        return this;
    }

    @Override
    public Published publish(List<Envelope> batch) {
        events.addAll(batch);
        return Published.all(batch.size());
    }

    @Override
    public void close() {}

    private static DependencyException broken() {
        return new DependencyException(new Failure(ErrorCode.LINK_UNAVAILABLE, "The link of this test is broken"));
    }
}
