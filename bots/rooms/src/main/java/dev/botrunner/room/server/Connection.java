package dev.botrunner.room.server;

import dev.botrunner.room.Participant;
import dev.botrunner.room.server.BadMessage.Code;
import dev.botrunner.session.Names;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One client at one room's door, and behind it. Its messages come one at a time. */
public final class Connection {

    /** A client that says much is told now and then how much of it has come. */
    private static final int ACKNOWLEDGED_EVERY = 32;

    private static final int NORMAL = 1000;
    private static final int PAGE_LEFT = 1001;

    private final Hall hall;
    private final String room;
    private final Wire wire;

    /** Guarded by the hall's lock. */
    private @Nullable Seat seat;

    Connection(Hall hall, String room, Wire wire) {
        this.hall = hall;
        this.room = room;
        this.wire = wire;
    }

    /** The client has said something. */
    public void text(String text) {
        hall.under(() -> {
            try {
                understood(ClientMessages.read(text));
            } catch (BadMessage fault) {
                wire.send(ServerMessages.error(fault));
                if (fault.code().isFatal()) {
                    wire.close(CloseCode.REFUSED);
                }
            }
            return text;
        });
    }

    /**
     * The connection is no more. Whoever did not leave may come back to the seat for a while.
     *
     * @param code of the WebSocket's end, as the client or the network gave it
     */
    public void gone(int code) {
        hall.under(() -> {
            Seat mine = seat;
            if (mine != null && mine.isAt(wire)) {
                hall.away(mine, code == NORMAL || code == PAGE_LEFT);
            }
            return room;
        });
    }

    private void understood(ClientMessage message) {
        Seat mine = seat;
        if (hall.isClosing()) {
            wire.close(CloseCode.GOING_AWAY);
        } else if (mine == null) {
            atTheDoor(message);
        } else if (mine.isAt(wire)) {
            inside(mine, message);
        }
    }

    private void atTheDoor(ClientMessage message) {
        switch (message) {
            case ClientMessage.Join join -> {
                Seat mine = hall.enter(room, join, wire);
                seat = mine;
                wire.send(ServerMessages.welcome(
                        mine, false, others(mine), mine.room().history()));
            }
            case ClientMessage.Resume resume -> resume(resume);
            case ClientMessage.Ping _ -> wire.send(ServerMessages.pong(0));
            case ClientMessage.Say _,
                    ClientMessage.Typing _,
                    ClientMessage.AskRoster _,
                    ClientMessage.Leave _,
                    ClientMessage.Close _ ->
                throw new BadMessage(Code.NOT_JOINED, "The first message is join or resume");
        }
    }

    private void resume(ClientMessage.Resume resume) {
        Optional<Why> over = hall.graveOf(resume.seat());
        if (over.isPresent()) {
            wire.send(ServerMessages.closed(over.get()));
            wire.close(CloseCode.OVER);
            return;
        }
        Seat mine = hall.find(room, resume.seat());
        boolean anew = resume.after().isEmpty();
        List<String> missed = anew
                ? List.of()
                : mine.log()
                        .after(resume.after().getAsLong())
                        .orElseThrow(
                                () -> new BadMessage(Code.GAP, "More has happened than the seat keeps: join anew"));
        mine.back(wire);
        seat = mine;
        wire.send(ServerMessages.welcome(
                mine, true, others(mine), anew ? mine.room().history() : List.of()));
        missed.forEach(wire::send);
    }

    private void inside(Seat mine, ClientMessage message) {
        switch (message) {
            case ClientMessage.Say say -> say(mine, say);
            case ClientMessage.Typing(boolean on) -> {
                refuseStealth(mine);
                mine.room().typing(mine, on);
            }
            case ClientMessage.AskRoster _ ->
                wire.send(ServerMessages.roster(others(mine), mine.me().bot()));
            case ClientMessage.Leave(Optional<String> reason) ->
                hall.leave(mine, reason.filter(Names::isReason).orElse("left"));
            case ClientMessage.Close _ -> close(mine);
            case ClientMessage.Ping _ -> wire.send(ServerMessages.pong(mine.received()));
            case ClientMessage.Join _, ClientMessage.Resume _ ->
                throw new BadMessage(Code.BAD_MESSAGE, "This connection has joined already");
        }
    }

    private void say(Seat mine, ClientMessage.Say say) {
        refuseStealth(mine);
        if (say.number().isPresent() && mine.isKnown(say.number().getAsLong())) {
            return;
        }
        mine.room().say(mine, say);
        if (say.number().isPresent() && say.number().getAsLong() % ACKNOWLEDGED_EVERY == 0) {
            wire.send(ServerMessages.pong(mine.received()));
        }
    }

    private void close(Seat mine) {
        if (mine.me().bot() || mine.me().stealth()) {
            throw new BadMessage(Code.NOT_ALLOWED, "Only people may close a room");
        }
        hall.closeRoom(mine.room());
    }

    private static void refuseStealth(Seat mine) {
        if (mine.me().stealth()) {
            throw new BadMessage(Code.NOT_ALLOWED, "Who only looks on can say nothing");
        }
    }

    private static List<Participant> others(Seat mine) {
        return mine.room().othersFor(mine.me());
    }
}
