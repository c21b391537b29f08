package dev.botrunner.redis.publish;

import dev.botrunner.loop.Loop;
import dev.botrunner.publish.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Follows all logs for one sink, with one blocking read on one connection. The numbers of the events are without gaps, so
 * that one that is missing was lost: trimmed before it was read. Goes on behind what it has told, over any number of
 * connections. Stepped by one thread.
 */
final class StreamsTail implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsTail.class);

    private static final int BATCH = 1_024;

    /** How long the server waits for the next event. */
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Dial dial;
    private final EventKeys keys;
    private final Retention retention;
    private final EventSink sink;

    private String epoch;
    private EventId told;
    private EventId heard;
    private Set<String> logs;

    /** A server that waits for several streams answers with the first that has something: the next read does not wait. */
    private boolean atOnce;

    private final HeldConnection held = new HeldConnection();

    /** Tells from there on. */
    StreamsTail(Dial dial, EventKeys keys, Retention retention, EventSink sink, Standing from) {
        this.dial = dial;
        this.keys = keys;
        this.retention = retention;
        this.sink = new SafeSink(sink);
        this.epoch = from.epoch();
        this.told = from.last();
        this.heard = from.last();
        this.logs = from.logs();
    }

    @Override
    public String name() {
        return "events-tail";
    }

    @Override
    public Did step() {
        try {
            Connection open = connection();
            boolean whole = atOnce || logs.size() <= 1;
            var answer = (List<?>) open.executeCommand(question());
            atOnce = false;
            if (answer == null) {
                adopt(Standing.ask(open, keys, retention));
                sink.at(told.in(epoch));
            } else {
                tell(answer, whole, open);
            }
            return held.isClosed() ? Did.FINISHED : Did.WORK;
        } catch (JedisException e) {
            held.hangUp();
            if (held.isClosed()) {
                return Did.FINISHED;
            }
            throw Trouble.with("does not tell of new events", e);
        }
    }

    /** Tells nothing more, whatever is under way. */
    void close() {
        held.close();
    }

    private Connection connection() {
        Connection open = held.open();
        if (open == null) {
            open = held.hold(dial.dial(WAIT.plusSeconds(3)));
            adopt(Standing.ask(open, keys, retention));
        }
        return open;
    }

    private CommandArguments question() {
        var call = new CommandArguments(Protocol.Command.XREAD).add("COUNT").add(BATCH);
        if (!atOnce) {
            call.add("BLOCK").add(WAIT.toMillis());
        }
        call.add("STREAMS");
        List<String> all = logs.stream().sorted().toList();
        all.forEach(log -> call.add(keys.log(log)));
        call.add(keys.news());
        all.forEach(_ -> call.add(told.toString()));
        return call.add(heard.toString());
    }

    /** The broker may have begun anew: then all from its beginning is new to everybody, whatever was told before. */
    private void adopt(Standing standing) {
        logs = standing.logs();
        if (!standing.epoch().equals(epoch)) {
            LOG.atWarn()
                    .setMessage("The broker is not the one it was: it was restarted, emptied or replaced")
                    .addKeyValue("epoch", standing.epoch())
                    .log();
            epoch = standing.epoch();
            told = standing.began();
            heard = standing.began();
            sink.reset(epoch);
            sink.at(told.in(epoch));
        }
    }

    /** @param whole whether the answer holds what is in all logs at one moment */
    private void tell(List<?> answer, boolean whole, Connection open) {
        var streams = new ArrayList<List<?>>();
        for (Object each : answer) {
            var stream = (List<?>) each;
            var entries = (List<?>) stream.get(1);
            if (Page.text(stream.get(0)).equals(keys.news())) {
                // A log that was not read yet: what comes in it has its place among what came.
                heard = EventId.of(Page.text(((List<?>) entries.getLast()).getFirst()));
                adopt(Standing.ask(open, keys, retention));
                return;
            }
            streams.add(entries);
        }
        for (Page.Entry entry : Page.of(streams, BATCH).entries()) {
            boolean missing = entry.id().number() != told.number() + 1;
            atOnce = missing && !whole;
            if (held.isClosed() || atOnce || (missing && !mayGoOn(entry.id(), open))) {
                return;
            }
            told = entry.id();
            entry.envelope().ifPresent(event -> sink.event(event, entry.id().in(epoch)));
        }
    }

    /** A number is missing. False: all must be read anew. */
    private boolean mayGoOn(EventId next, Connection open) {
        String before = epoch;
        Set<String> known = new HashSet<>(logs);
        adopt(Standing.ask(open, keys, retention));
        if (!epoch.equals(before) || !known.containsAll(logs)) {
            return false;
        }
        long lost = next.number() - told.number() - 1;
        LOG.atWarn()
                .setMessage("Events were gone before they could be read")
                .addKeyValue("lost", lost)
                .log();
        sink.gap(lost > 0 ? OptionalLong.of(lost) : OptionalLong.empty());
        return true;
    }
}
