package dev.botrunner.redis.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.queue.Outbox;
import dev.botrunner.queue.OutboxEntry;
import dev.botrunner.redis.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;

/** The outbox's port, over one stream that nothing trims: what is published is deleted, entry by entry. */
final class RedisOutbox implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(RedisOutbox.class);
    private static final String EVENT = "e";
    private static final String TRACE = "t";

    private final StoreParts parts;

    RedisOutbox(StoreParts parts) {
        this.parts = parts;
    }

    @Override
    public List<OutboxEntry> next(int limit, Duration wait) throws InterruptedException {
        List<OutboxEntry> entries = new ArrayList<>();
        parts.news().waiters().awaitEvents(wait, () -> {
            entries.addAll(oldest(limit));
            return !entries.isEmpty();
        });
        return List.copyOf(entries);
    }

    @Override
    public void published(Collection<OutboxEntry> entries) {
        delete(entries.stream().map(OutboxEntry::id).toList());
    }

    @Override
    public long waiting() {
        return parts.plain(Command.XLEN, parts.keys().outbox()).number();
    }

    private List<OutboxEntry> oldest(int limit) {
        List<Object> found = parts.plain(
                        Command.XRANGE, parts.keys().outbox(), "-", "+", "COUNT", Integer.toString(limit))
                .items();
        List<OutboxEntry> entries = new ArrayList<>(found.size());
        List<String> damaged = new ArrayList<>();
        for (Object item : found) {
            List<Object> pair = RedisCommands.list(item);
            String id = RedisCommands.text(pair.getFirst());
            entry(id, RedisCommands.list(pair.getLast())).ifPresentOrElse(entries::add, () -> damaged.add(id));
        }
        if (!damaged.isEmpty()) {
            LOG.atError()
                    .addKeyValue("entries", damaged.size())
                    .log("Events in the outbox are none, and are left out: who else writes under our prefix?");
            delete(damaged);
        }
        return entries;
    }

    private static Optional<OutboxEntry> entry(String id, List<Object> fields) {
        String event = "";
        String trace = "";
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String name = RedisCommands.text(fields.get(i));
            String value = RedisCommands.text(fields.get(i + 1));
            switch (name) {
                case EVENT -> event = value;
                case TRACE -> trace = value;
                default -> {
                    // Of a later version.
                }
            }
        }
        Optional<String> traced = trace.isEmpty() ? Optional.empty() : Optional.of(trace);
        return switch (EnvelopeJson.read(event.getBytes(UTF_8))) {
            case EnvelopeJson.Read.Good(var envelope) ->
                Optional.of(new OutboxEntry(id, StepEvents.traced(envelope, traced)));
            case EnvelopeJson.Read.Bad _ -> Optional.empty();
        };
    }

    private void delete(List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>(ids.size() + 1);
        arguments.add(parts.keys().outbox());
        arguments.addAll(ids);
        parts.plain(Command.XDEL, arguments.toArray(String[]::new));
    }
}
