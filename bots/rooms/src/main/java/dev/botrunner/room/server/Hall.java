package dev.botrunner.room.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Ticker;
import dev.botrunner.room.server.BadMessage.Code;
import dev.botrunner.session.Secret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * All rooms of this server. From any thread. Nothing is written down: when the process ends, all rooms are gone, and
 * clients that come back come into new ones.
 */
public final class Hall {

    /** Seats that are over and whose clients may still ask for them. */
    private static final int MOST_GRAVES = 10_000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Guards all below, and everything in the rooms. What is done under it never waits. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, PeopledRoom> rooms = new HashMap<>();
    private final Map<String, Seat> seats = new HashMap<>();
    private final Map<String, Why> graves = new LinkedHashMap<>();
    private boolean closing;
    private final Limits limits;
    private final Optional<Secret> token;
    private final Ticker ticker;
    private final SecureRandom random = new SecureRandom();

    public Hall(Limits limits, Optional<Secret> token, Ticker ticker) {
        this.limits = limits;
        this.token = token;
        this.ticker = ticker;
    }

    /** Whether a room can be called so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.equals("healthz");
    }

    /** How much there is. */
    public record Count(int rooms, int participants) {}

    public Count count() {
        return under(() -> new Count(rooms.size(), seats.size()));
    }

    /** A client has come to a room's door. */
    public Connection connect(String room, Wire wire) {
        if (!isName(room)) {
            throw new IllegalArgumentException("A room's name is letters, digits, '.', '_' and '-', at most 64");
        }
        return new Connection(this, room, wire);
    }

    /** Gives up seats whose clients did not come back, and rooms that stayed empty. */
    public void sweep() {
        under(() -> {
            long now = ticker.nanos();
            for (Seat seat : List.copyOf(seats.values())) {
                if (seat.isAway() && isOver(seat.awaySince(), seat.kept())) {
                    seats.remove(seat.token());
                    seat.room().remove(seat, "lost", now);
                }
            }
            rooms.values().removeIf(room -> room.isEmpty() && isOver(room.emptySince(), limits.roomKept()));
            return now;
        });
    }

    /** Tells all clients that the server stops, and lets nobody in any more. */
    public void close() {
        under(() -> {
            closing = true;
            new ArrayList<>(seats.values()).forEach(seat -> seat.close(CloseCode.GOING_AWAY));
            return seats.size();
        });
    }

    <T> T under(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock, as is all that follows. */
    Seat enter(String name, ClientMessage.Join join, Wire wire) {
        checkToken(join.token());
        Newcomer newcomer = Newcomer.of(join, this::word);
        PeopledRoom room = rooms.get(name);
        if (room == null) {
            if (rooms.size() >= limits.rooms()) {
                throw new BadMessage(Code.SERVER_FULL, "There is no place for another room: try again later");
            }
            room = new PeopledRoom(name, limits, ticker.nanos());
            rooms.put(name, room);
        }
        room.ofIdentity(newcomer.identity()).ifPresent(older -> end(older, Why.EVICTED, "evicted"));
        if (room.isFull()) {
            throw new BadMessage(
                    Code.ROOM_FULL, "The room has its " + limits.participants() + " participants: try again later");
        }
        var log = new SeatLog(limits.replay(), limits.replayBytes());
        var seat = new Seat(
                word(), newcomer.participant(room.nextId()), join.traits().echo(), room, log, wire);
        room.add(seat);
        seats.put(seat.token(), seat);
        return seat;
    }

    boolean isClosing() {
        return closing;
    }

    Seat find(String name, String seatToken) {
        Seat seat = seats.get(seatToken);
        if (seat == null || !seat.room().name().equals(name)) {
            throw new BadMessage(Code.UNKNOWN_SEAT, "This seat is given up: join anew");
        }
        return seat;
    }

    Optional<Why> graveOf(String seatToken) {
        return Optional.ofNullable(graves.get(seatToken));
    }

    void away(Seat seat, boolean inOrder) {
        seat.away(ticker.nanos(), inOrder ? limits.seatKeptShort() : limits.seatKept());
    }

    void leave(Seat seat, String reason) {
        seats.remove(seat.token());
        seat.room().remove(seat, reason, ticker.nanos());
        seat.close(CloseCode.LEFT);
    }

    void closeRoom(PeopledRoom room) {
        room.seats().forEach(seat -> end(seat, Why.CLOSED, "closed"));
        rooms.remove(room.name());
    }

    private void end(Seat seat, Why why, String reason) {
        seats.remove(seat.token());
        graves.put(seat.token(), why);
        if (graves.size() > MOST_GRAVES) {
            graves.remove(graves.keySet().iterator().next());
        }
        seat.mention(ServerMessages.closed(why));
        seat.close(CloseCode.OVER);
        seat.room().remove(seat, reason, ticker.nanos());
    }

    private void checkToken(Optional<Secret> shown) {
        boolean fits = token.isEmpty()
                || shown.filter(it -> MessageDigest.isEqual(
                                it.reveal().getBytes(UTF_8),
                                token.get().reveal().getBytes(UTF_8)))
                        .isPresent();
        if (!fits) {
            throw new BadMessage(
                    Code.BAD_TOKEN,
                    shown.isEmpty() ? "token: these rooms want one" : "token: it is not the one that these rooms want");
        }
    }

    private boolean isOver(long since, Duration kept) {
        return ticker.since(since).compareTo(kept) >= 0;
    }

    /** Nobody can guess it. */
    private String word() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
