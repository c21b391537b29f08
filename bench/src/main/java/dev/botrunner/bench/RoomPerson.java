package dev.botrunner.bench;

import dev.botrunner.loop.Ticker;
import dev.botrunner.room.RoomEntry;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.RoomTransportProvider;
import dev.botrunner.room.Rooms;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody in a demo room who notes when others have said something. */
final class RoomPerson implements AutoCloseable {

    private static final int GUARD_SECONDS = 60;

    private final BlockingQueue<Long> words = new LinkedBlockingQueue<>();
    private final RoomStay stay;

    RoomPerson(String room) throws InterruptedException {
        stay = Rooms.transport(room, new RoomTransportProvider.Options(Ticker.system()))
                .enter(new RoomEntry(room, Optional.empty(), "person", "Ada", false), this::hear);
    }

    private void hear(RoomEvent event) {
        if (event instanceof RoomEvent.Said) {
            words.add(System.nanoTime());
        }
    }

    void say(String text) {
        stay.say(text);
    }

    /** When the next words came, by {@link System#nanoTime}; waits for them. */
    long awaitWords() throws InterruptedException {
        Long at = words.poll(GUARD_SECONDS, TimeUnit.SECONDS);
        if (at == null) {
            throw new IllegalStateException("Nobody says anything for " + GUARD_SECONDS + " s");
        }
        return at;
    }

    void leave() {
        stay.leave("left");
    }

    @Override
    public void close() {
        leave();
    }
}
