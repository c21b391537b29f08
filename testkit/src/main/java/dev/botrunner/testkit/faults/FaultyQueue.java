package dev.botrunner.testkit.faults;

import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.QueuePlace;
import dev.botrunner.session.BotName;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

record FaultyQueue(LaunchQueue queue, FaultyStore.Calls calls) implements LaunchQueue {

    @Override
    public Enqueued enqueue(NewSession session) {
        return calls.call("queue.enqueue", () -> queue.enqueue(session));
    }

    @Override
    public Optional<Seen> next(RequestId request, Map<BotName, Duration> bots, Duration hold) {
        return calls.call("queue.next", () -> queue.next(request, bots, hold));
    }

    @Override
    public boolean retire(RequestId request) {
        return calls.call("queue.retire", () -> queue.retire(request));
    }

    @Override
    public boolean isRetired(RequestId request) {
        return calls.call("queue.isRetired", () -> queue.isRetired(request));
    }

    @Override
    public QueueDepth depth() {
        return calls.call("queue.depth", queue::depth);
    }

    @Override
    public Optional<QueuePlace> place(SessionId id) {
        return calls.call("queue.place", () -> queue.place(id));
    }

    @Override
    public boolean awaitWork(Set<BotName> bots, Duration atMost) throws InterruptedException {
        return calls.waiting("queue.awaitWork", () -> queue.awaitWork(bots, atMost));
    }
}
