package dev.botrunner.room.ws;

import dev.botrunner.loop.Threads;
import dev.botrunner.loop.Ticker;
import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.Speech;
import dev.botrunner.room.Utterance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Names;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stay. */
final class WsStay implements RoomStay {

    private static final Logger LOG = LoggerFactory.getLogger(WsStay.class);
    private static final int LAST_WORDS_SECONDS = 2;

    private final Outbox outbox = new Outbox();
    private final Hearing hearing = new Hearing();
    private final CountDownLatch leaving = new CountDownLatch(1);
    private final CountDownLatch lastWordsOut = new CountDownLatch(1);
    private final AtomicLong named = new AtomicLong();
    private final Consumer<RoomEvent> ears;
    private final Return comingBack;

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<Voice> open = new ArrayDeque<>();
    private Optional<WsConnection> connection = Optional.empty();
    private volatile boolean over;

    WsStay(Door door, Consumer<RoomEvent> ears, Ticker ticker) {
        this.ears = ears;
        this.comingBack = new Return(door, hearing, ticker);
    }

    void begin(Door.Answer welcome) {
        hearing.seated(welcome.message());
        speakOver(welcome.connection());
        Threads.virtual("room-hear", () -> hear(welcome.connection()));
    }

    @Override
    public Utterance speak() {
        var voice = new Voice("u" + named.incrementAndGet(), outbox.seat());
        Optional<Voice> tooMany = Optional.empty();
        lock.lock();
        try {
            open.add(voice);
            if (open.size() > Utterance.MOST_OPEN) {
                tooMany = Optional.of(open.remove());
            }
        } finally {
            lock.unlock();
        }
        tooMany.ifPresent(oldest -> outbox.finish(oldest.seat, oldest.name, "cut"));
        return new Speech(voice);
    }

    @Override
    public void typing(boolean on) {
        if (!over) {
            outbox.mention(
                    Json.obj().put("type", "typing").put("on", on).build().text());
        }
    }

    @Override
    public List<Participant> roster() {
        return hearing.roster().everybody();
    }

    @Override
    public void leave(String reason) {
        if (over || leaving.getCount() == 0) {
            return;
        }
        leaving.countDown();
        takeOpen().forEach(voice -> outbox.finish(voice.seat, voice.name, "cut"));
        String word = Names.isReason(reason) ? reason : "left";
        outbox.end(Json.obj().put("type", "leave").put("reason", word).build().text());
        try {
            boolean out = lastWordsOut.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
            LOG.atDebug().setMessage("Left a room").addKeyValue("told", out).log();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        over();
    }

    private void over() {
        over = true;
        takeOpen();
        hearing.roster().set(List.of());
        connection().ifPresent(WsConnection::close);
        outbox.wake();
    }

    private List<Voice> takeOpen() {
        lock.lock();
        try {
            var all = new ArrayList<Voice>(open);
            open.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private Optional<WsConnection> connection() {
        lock.lock();
        try {
            return connection;
        } finally {
            lock.unlock();
        }
    }

    private void speakOver(WsConnection next) {
        lock.lock();
        try {
            connection = Optional.of(next);
        } finally {
            lock.unlock();
        }
        if (over) {
            next.close();
        }
        Threads.virtual("room-speak", new Speaking(outbox, next, lastWordsOut));
    }

    /** Until the stay is over. */
    private void hear(WsConnection first) {
        WsConnection current = first;
        try {
            while (listened(current)) {
                current.close();
                outbox.wake();
                tell(new RoomEvent.Away());
                switch (comingBack.attempt(leaving)) {
                    case Return.Seated(WsConnection next, long received) -> {
                        outbox.again(received);
                        current = next;
                    }
                    case Return.SeatedAnew(WsConnection next) -> {
                        takeOpen();
                        outbox.anew();
                        current = next;
                    }
                    case Return.Over(RoomEvent.Why why) -> {
                        tell(new RoomEvent.Closed(why));
                        return;
                    }
                }
                tell(new RoomEvent.Back(roster()));
                speakOver(current);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            current.close();
            over();
        }
    }

    /** True: the connection is lost. False: the stay is over. */
    private boolean listened(WsConnection current) {
        try {
            while (true) {
                Json.Obj message = Door.object(current.read());
                message.integerAt("received").ifPresent(outbox::acknowledged);
                Optional<RoomEvent> event = hearing.heard(message);
                event.ifPresent(this::tell);
                if (event.isPresent() && event.get() instanceof RoomEvent.Closed) {
                    return false;
                }
            }
        } catch (IOException e) {
            LOG.atDebug()
                    .setMessage("The connection to a room is lost")
                    .addKeyValue("why", String.valueOf(e.getMessage()))
                    .log();
            return leaving.getCount() > 0;
        }
    }

    /** Nothing is heard by who is leaving. */
    private void tell(RoomEvent event) {
        if (leaving.getCount() > 0) {
            if (event instanceof RoomEvent.Closed) {
                over = true;
            }
            ears.accept(event);
        }
    }

    /** One utterance on its way. */
    private final class Voice implements Speech.Voice {

        private final String name;
        private final long seat;

        Voice(String name, long seat) {
            this.name = name;
            this.seat = seat;
        }

        @Override
        public boolean say(String piece) {
            return !over && isOpen() && outbox.say(seat, name, piece);
        }

        @Override
        public void end() {
            finish("done");
        }

        @Override
        public void cut() {
            finish("cut");
        }

        private void finish(String state) {
            lock.lock();
            try {
                if (!open.remove(this)) {
                    return;
                }
            } finally {
                lock.unlock();
            }
            outbox.finish(seat, name, state);
        }

        private boolean isOpen() {
            lock.lock();
            try {
                return open.contains(this);
            } finally {
                lock.unlock();
            }
        }
    }
}
