package dev.botrunner.room.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.room.server.Limits;
import dev.botrunner.room.server.http.RoomDoor;
import dev.botrunner.run.RoomServerProvider.Options;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that do not keep to the protocol, over the wire. */
final class WireAbuseTest {

    private final RoomDoor door = RoomDoor.open(new Options("127.0.0.1", 0, Optional.empty()), Limits.STANDARD);

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aMessageThatIsTooLargeEndsTheConnection() throws IOException {
        try (var client = joined("Ada")) {
            client.write("{\"type\":\"say\",\"text\":\"" + "x".repeat(Limits.MESSAGE_BYTES) + "\"}");
            assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aMessageOfTheGreatestSizeIsTaken() throws IOException {
        String frame = "{\"type\":\"say\",\"text\":\"\"}";
        try (var client = joined("Ada");
                var other = joined("Bob")) {
            assertThat(client.read()).contains("joined");
            client.write(frame.replace("\"\"", "\"" + "x".repeat(Limits.MESSAGE_BYTES - frame.length()) + "\""));
            assertThat(other.read()).contains("xxx").contains("\"state\":\"done\"");
        }
    }

    @Test
    void nonsenseIsAnsweredAndEndsTheConnection() throws IOException {
        try (var client = joined("Ada")) {
            client.write("nonsense");
            assertThat(client.read()).contains("\"code\":\"bad_message\"");
            assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void manyMayComeAndGo() throws IOException {
        for (int i = 0; i < 200; i++) {
            try (var client = joined("n" + i)) {
                client.write("{\"type\":\"leave\"}");
                assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
            }
        }
    }

    private WsConnection joined(String name) throws IOException {
        WsConnection client = WsConnection.open(WsAddress.of(door.url() + "/den"), Duration.ofSeconds(10));
        client.write("{\"type\":\"join\",\"version\":1,\"name\":\"" + name + "\"}");
        assertThat(client.read()).startsWith("{\"type\":\"welcome\"");
        return client;
    }
}
