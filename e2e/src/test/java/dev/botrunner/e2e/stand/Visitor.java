package dev.botrunner.e2e.stand;

import dev.botrunner.loop.Ticker;
import dev.botrunner.room.RoomEntry;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.RoomTransportProvider;
import dev.botrunner.room.Rooms;
import dev.botrunner.testkit.process.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A person in a demo room. */
public final class Visitor implements AutoCloseable {

    private static final Duration GUARD = Duration.ofSeconds(60);

    private final Probe<RoomEvent> heard = new Probe<>(GUARD);
    private final RoomStay stay;

    private Visitor(String room, String name) throws InterruptedException {
        var entry = new RoomEntry(room, Optional.empty(), name.toLowerCase(Locale.ROOT), name, false);
        stay = Rooms.transport(room, new RoomTransportProvider.Options(Ticker.system()))
                .enter(entry, heard::add);
    }

    public static Visitor of(String room, String name) throws InterruptedException {
        return new Visitor(room, name);
    }

    public void say(String text) {
        stay.say(text);
    }

    /** Waits until somebody has said something that begins so. */
    public RoomEvent.Said awaitSaid(String beginning) {
        RoomEvent event = heard.await(
                "words: " + beginning,
                it -> it instanceof RoomEvent.Said said && said.text().startsWith(beginning));
        return (RoomEvent.Said) event;
    }

    /** Waits until a bot has left. */
    public void awaitBotGone() {
        heard.await(
                "the bot to leave",
                it -> it instanceof RoomEvent.Left left && left.participant().bot());
    }

    /** All that was said to its end, in order. */
    public List<String> said() {
        return heard.seen().stream()
                .filter(RoomEvent.Said.class::isInstance)
                .map(event -> ((RoomEvent.Said) event).text())
                .toList();
    }

    public void leave() {
        stay.leave("left");
    }

    @Override
    public void close() {
        leave();
    }
}
