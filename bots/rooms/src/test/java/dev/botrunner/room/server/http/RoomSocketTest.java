package dev.botrunner.room.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Ticker;
import dev.botrunner.room.server.CloseCode;
import dev.botrunner.room.server.Hall;
import dev.botrunner.room.server.Limits;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.Test;

/** How messages go out, with a client that takes them when the test says so. */
final class RoomSocketTest {

    private final Hall hall = new Hall(Limits.STANDARD, Optional.empty(), Ticker.system());
    private final RoomSocket socket = new RoomSocket(hall, "den", () -> {});
    private final List<String> sent = new ArrayList<>();
    private final Deque<Callback> onTheirWay = new ArrayDeque<>();
    private final List<String> ends = new ArrayList<>();
    private boolean atOnce;

    @Test
    void oneMessageIsOnItsWayAtATime() {
        socket.send("before it is open");
        socket.onWebSocketOpen(session());
        socket.send("1");
        socket.send("2");
        assertThat(sent).containsExactly("before it is open");
        onTheirWay.remove().succeed();
        onTheirWay.remove().succeed();
        onTheirWay.remove().succeed();
        assertThat(sent).containsExactly("before it is open", "1", "2");
        assertThat(onTheirWay).isEmpty();
    }

    @Test
    void aClientThatDoesNotTakeItsMessagesIsCutOff() {
        socket.onWebSocketOpen(session());
        for (int i = 0; i <= RoomSocket.MOST_WAITING; i++) {
            socket.send("x");
            assertThat(ends).isEmpty();
        }
        socket.send("x");
        assertThat(ends).containsExactly("disconnect");
        socket.send("x");
        assertThat(ends).hasSize(1);
    }

    @Test
    void largeMessagesAreCountedByTheirSize() {
        socket.onWebSocketOpen(session());
        String large = "x".repeat(RoomSocket.MOST_WAITING_CHARS / 2);
        socket.send("on its way");
        socket.send(large);
        socket.send(large);
        assertThat(ends).isEmpty();
        socket.send("x");
        assertThat(ends).containsExactly("disconnect");
    }

    @Test
    void itIsClosedAfterWhatWasSent() {
        socket.onWebSocketOpen(session());
        socket.send("1");
        socket.close(CloseCode.OVER);
        socket.close(CloseCode.LEFT);
        socket.send("too late");
        assertThat(ends).isEmpty();
        onTheirWay.remove().succeed();
        assertThat(ends).containsExactly("close 4000 over");
        assertThat(sent).containsExactly("1");
    }

    @Test
    void manyMessagesThatAreTakenAtOnceMakeNoDeepStack() {
        for (int i = 1; i < RoomSocket.MOST_WAITING; i++) {
            socket.send("m" + i);
        }
        atOnce = true;
        socket.onWebSocketOpen(session());
        socket.send("last");
        assertThat(sent).hasSize(RoomSocket.MOST_WAITING).endsWith("last");
    }

    @Test
    void bytesThatAreNoTextEndTheConnection() {
        socket.onWebSocketOpen(session());
        socket.onWebSocketBinary(ByteBuffer.allocate(3), Callback.NOOP);
        assertThat(ends).containsExactly("close 1003 not_text");
    }

    private Session session() {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "sendText" -> {
                            sent.add((String) arguments[0]);
                            var done = (Callback) arguments[1];
                            if (atOnce) {
                                done.succeed();
                            } else {
                                onTheirWay.add(done);
                            }
                        }
                        case "close" -> ends.add("close " + arguments[0] + " " + arguments[1]);
                        default -> ends.add(method.getName());
                    }
                    return null;
                });
    }
}
