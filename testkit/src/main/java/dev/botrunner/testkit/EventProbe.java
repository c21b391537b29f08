package dev.botrunner.testkit;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Collects what a bus or a broker's tail tells, and waits for what a test expects; a guard of 30 s ends a test that
 * waits in vain. From any thread.
 */
public final class EventProbe implements EventSink, Consumer<Envelope> {

    private static final Duration GUARD = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Envelope> events = new ArrayList<>();
    private final List<Position> positions = new ArrayList<>();
    private final List<OptionalLong> gaps = new ArrayList<>();
    private final List<Position> stood = new ArrayList<>();
    private int resets;

    /** What came so far, in order. */
    public record Heard(
            List<Envelope> events,
            List<Position> positions,
            List<OptionalLong> gaps,
            List<Position> stood,
            int resets) {

        public Heard {
            events = List.copyOf(events);
            positions = List.copyOf(positions);
            gaps = List.copyOf(gaps);
            stood = List.copyOf(stood);
        }

        public boolean has(Predicate<Envelope> event) {
            return events.stream().anyMatch(event);
        }
    }

    public Heard heard() {
        lock.lock();
        try {
            return new Heard(events, positions, gaps, stood, resets);
        } finally {
            lock.unlock();
        }
    }

    public List<Envelope> events() {
        return heard().events();
    }

    public Heard await(Predicate<Heard> expected) {
        long left = GUARD.toNanos();
        lock.lock();
        try {
            while (!expected.test(heard())) {
                if (left <= 0) {
                    throw new AssertionError("What was expected did not come within " + GUARD.toSeconds() + " s; "
                            + events.size() + " events and " + gaps.size() + " gaps came");
                }
                left = changed.awaitNanos(left);
            }
            return heard();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for events", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so many events, and returns all there are then. */
    public List<Envelope> awaitEvents(int count) {
        return await(heard -> heard.events().size() >= count).events();
    }

    /** Waits for the first event of a type. */
    public Envelope awaitType(String type) {
        return await(heard -> heard.has(event -> event.type().equals(type))).events().stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void accept(Envelope envelope) {
        change(() -> events.add(envelope));
    }

    @Override
    public void at(Position position) {
        change(() -> stood.add(position));
    }

    @Override
    public void event(Envelope envelope, Position position) {
        change(() -> {
            events.add(envelope);
            positions.add(position);
        });
    }

    @Override
    public void gap(OptionalLong lost) {
        change(() -> gaps.add(lost));
    }

    @Override
    public void reset(String epoch) {
        change(() -> resets++);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
