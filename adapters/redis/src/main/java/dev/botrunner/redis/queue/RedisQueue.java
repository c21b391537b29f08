package dev.botrunner.redis.queue;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The queue's port. */
final class RedisQueue implements LaunchQueue {

    private final StoreParts parts;
    private final EntryPlaces places = new EntryPlaces();
    private final Intake intake;
    private final Marks marks;
    private final Depths depths;

    RedisQueue(StoreParts parts) {
        this.parts = parts;
        this.intake = new Intake(parts, places);
        this.marks = new Marks(parts);
        this.depths = new Depths(parts);
    }

    @Override
    public Enqueued enqueue(NewSession session) {
        return intake.admit(session);
    }

    @Override
    public Optional<Seen> next(RequestId request, Map<BotName, Duration> bots, Duration hold) {
        return marks.next(request, bots, hold);
    }

    @Override
    public boolean retire(RequestId request) {
        List<String> arguments = List.of(request.value(), request.pod().orElse(""));
        return parts.scripts().run(Script.RETIRE, arguments).number(2) == 1;
    }

    @Override
    public boolean isRetired(RequestId request) {
        ScriptReply reply = parts.scripts().run(Script.RETIRED, List.of(request.value()));
        return reply.number(2) == 1;
    }

    @Override
    public QueueDepth depth() {
        return depths.depth();
    }

    @Override
    public Optional<QueuePlace> place(SessionId id) {
        return depths.place(id);
    }

    @Override
    public Optional<QueuePlace> placeOnEntry(SessionId id) {
        return places.take(id).or(() -> place(id));
    }

    /** Returns at once while there is anybody to offer, even one that has not waited long enough for the caller. */
    @Override
    public boolean awaitWork(Set<BotName> bots, Duration atMost) throws InterruptedException {
        return parts.news().waiters().awaitWork(bots, atMost, () -> marks.offered(bots));
    }
}
