package dev.botrunner.room.ws;

import dev.botrunner.loop.Ticker;
import dev.botrunner.room.RoomTransport;
import dev.botrunner.room.contract.RoomsUnderTest;
import dev.botrunner.room.server.Limits;
import dev.botrunner.room.server.http.RoomDoor;
import dev.botrunner.run.RoomServerProvider.Options;
import dev.botrunner.session.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The demo rooms, and a relay before them for those whose way is cut. */
final class WsRoomsUnderTest implements RoomsUnderTest {

    private final RoomDoor door;
    private final Relay relay;
    private final Socket dead = new Socket();

    WsRoomsUnderTest(Limits limits, Optional<Secret> token) {
        door = RoomDoor.open(new Options("127.0.0.1", 0, token), limits);
        try {
            relay = new Relay(URI.create(door.url()).getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RoomTransport transport() {
        return new WsTransport(Ticker.system());
    }

    @Override
    public String url(String room) {
        return door.url() + "/" + room;
    }

    @Override
    public String shakyUrl(String room) {
        return "ws://127.0.0.1:" + relay.port() + "/" + room + "/";
    }

    @Override
    public void cut(String room, String identity) {
        relay.cut();
    }

    @Override
    public void mend(String room, String identity) {
        relay.mend();
    }

    @Override
    public void closeRoom(String room) throws IOException {
        try (var person = WsConnection.open(WsAddress.of(url(room)), Duration.ofSeconds(10))) {
            person.write("{\"type\":\"join\",\"version\":1,\"name\":\"The owner\"}");
            person.read();
            person.write("{\"type\":\"close\"}");
            String last = person.read();
            while (!last.contains("closed")) {
                last = person.read();
            }
        }
    }

    @Override
    public int replay() {
        return Limits.STANDARD.replay();
    }

    @Override
    public RoomsUnderTest with(Secret token, int places) {
        return new WsRoomsUnderTest(Limits.STANDARD.withParticipants(places), Optional.of(token));
    }

    @Override
    public String deadUrl() {
        // Bound and not listened on: nobody else comes by that port meanwhile.
        try {
            dead.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return "http://127.0.0.1:" + dead.getLocalPort() + "/dead";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        relay.close();
        door.close();
        try {
            dead.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
