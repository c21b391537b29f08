package dev.botrunner.control.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One port with some endpoints behind it. */
public final class TestDoors implements AutoCloseable {

    private final Doors doors;
    private final int port;

    public TestDoors(Entrance entrance) {
        doors = new Doors(List.of(new Door("api", Address.parse("127.0.0.1:0"), entrance)), Optional.empty());
        doors.open();
        port = doors.address("api").port();
    }

    public static TestDoors of(Gate gate, Endpoint... endpoints) {
        return new TestDoors(
                new Entrance(List.of(endpoints), gate, Origins.NONE, Observer.NONE, Duration.ofSeconds(1)));
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        doors.close();
    }
}
