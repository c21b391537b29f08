package dev.botrunner.publish;

import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.Names;
import dev.botrunner.session.Ulid;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bus of one session in one process: stamps and numbers each event, then tells everybody on the publisher's thread.
 * Numbers have one order, whichever threads publish. From any thread. A crash loses nothing but the process.
 */
public final class LocalBus implements EventBus {

    private static final Logger LOG = LoggerFactory.getLogger(LocalBus.class);

    /** So many types are remembered with their schema; a bot that invents types costs a little more, not memory. */
    private static final int REMEMBERED_TYPES = 256;

    /** What takes events in the order of their numbers. Called with the bus locked: must be quick, and must not publish. */
    interface Tap {
        void take(Envelope envelope, int size);
    }

    private final Author author;
    private final Voice own;
    private final Voice lifecycle;
    private final String epoch;
    private final Ticker ticker;

    /** Guards the numbers, the random generator and the schemas, and keeps the tap in their order. */
    private final ReentrantLock numbering = new ReentrantLock();

    private final RandomGenerator random;
    private final Map<String, String> schemas = new HashMap<>();
    private volatile Tap tap = (_, _) -> {};

    private final CopyOnWriteArrayList<Reader> readers = new CopyOnWriteArrayList<>();

    /** @param random for event ids and the epoch; used under a lock, so that any generator will do */
    public LocalBus(Author author, Ticker ticker, RandomGenerator random) {
        this.author = author;
        this.own = new Voice(author.source());
        this.lifecycle = new Voice(Author.lifecycleSource(author.session()));
        this.ticker = ticker;
        this.random = random;
        this.epoch = Ulid.of(0, random).substring(10, 20);
    }

    /** Within which this process numbers. */
    public String epoch() {
        return epoch;
    }

    @Override
    public Envelope publish(String type, Json.Obj data) {
        if (type.startsWith(Envelope.RESERVED)) {
            throw new IllegalArgumentException("Events of type " + Envelope.RESERVED
                    + "* tell of a session's life and are not a bot's: choose another type");
        }
        return say(own, type, data);
    }

    /**
     * Tells of the session's life, as only the runner itself does; numbered by itself, since its source is another one.
     *
     * @param type one of {@link LifecycleEvent}'s
     */
    public Envelope lifecycle(String type, Json.Obj data) {
        if (!type.startsWith(Envelope.RESERVED)) {
            throw new IllegalArgumentException("Not a type of a life-cycle event: " + type);
        }
        return say(lifecycle, type, data);
    }

    @Override
    public Subscription subscribe(Consumer<Envelope> reader) {
        var subscribed = new Reader(reader);
        readers.add(subscribed);
        return () -> readers.remove(subscribed);
    }

    /** Sets what takes the events out of here. */
    void tap(Tap tap) {
        this.tap = tap;
    }

    private Envelope say(Voice voice, String type, Json.Obj data) {
        Envelope envelope;
        numbering.lock();
        try {
            envelope = envelope(voice, type, data);
            int size = EnvelopeJson.size(envelope);
            if (size > Envelope.MAX_BYTES) {
                throw new IllegalArgumentException("An event of type " + type + " would take "
                        + (size >= JsonSize.TOO_DEEP ? "more levels than anybody reads" : size + " bytes")
                        + ": expected at most " + Envelope.MAX_BYTES
                        + " with its envelope; publish a reference instead");
            }
            voice.last++;
            tap.take(envelope, size);
        } finally {
            numbering.unlock();
        }
        tell(envelope);
        return envelope;
    }

    private Envelope envelope(Voice voice, String type, Json.Obj data) {
        String schema = schema(type);
        long millis = ticker.now().toEpochMilli();
        String session = author.session().value();
        String id;
        if (voice == own) {
            id = Ulid.of(millis, random);
        } else {
            id = type.equals(LifecycleEvent.END) ? session : session + "." + epoch + "." + (voice.last + 1);
        }
        return new Envelope(
                id,
                voice.source,
                type,
                session,
                Instant.ofEpochMilli(millis),
                schema,
                author.tenant().name(),
                author.bot().name(),
                author.attempt(),
                epoch,
                voice.last + 1,
                author.traceparent(),
                data);
    }

    private String schema(String type) {
        String known = schemas.get(type);
        if (known != null) {
            return known;
        }
        if (!Names.isEventType(type)) {
            throw new IllegalArgumentException("An event's type is [a-z][a-z0-9_]*(\\.[a-z0-9_]+)+ of at most 128"
                    + " characters, and not one of " + type.length() + " characters of another form");
        }
        String schema = "urn:botrunner:" + type + ":1";
        if (schemas.size() < REMEMBERED_TYPES) {
            schemas.put(type, schema);
        }
        return schema;
    }

    private void tell(Envelope envelope) {
        for (Reader reader : readers) {
            try {
                reader.to.accept(envelope);
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .setMessage("A reader of the local bus failed; the others go on")
                        .addKeyValue("session", author.session())
                        .addKeyValue("type", envelope.type())
                        .setCause(e)
                        .log();
            }
        }
    }

    /** One source, numbered from 1. */
    private static final class Voice {
        private final String source;
        private long last;

        private Voice(String source) {
            this.source = source;
        }
    }

    /** An identity of its own for each subscription, so that one reader may subscribe twice. */
    private static final class Reader {
        private final Consumer<Envelope> to;

        private Reader(Consumer<Envelope> to) {
            this.to = to;
        }
    }
}
