package dev.botrunner.room.server;

import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client that keeps what it is sent. For one thread. */
final class TestWire implements Wire {

    private final List<Json.Obj> got = new ArrayList<>();
    private Optional<CloseCode> closed = Optional.empty();

    @Override
    public void send(String message) {
        if (closed.isEmpty()) {
            got.add(Json.parse(message).asObj().orElseThrow());
        }
    }

    @Override
    public void close(CloseCode code) {
        if (closed.isEmpty()) {
            closed = Optional.of(code);
        }
    }

    Optional<CloseCode> closed() {
        return closed;
    }

    List<Json.Obj> got() {
        return got;
    }

    Json.Obj last() {
        return got.getLast();
    }

    /** The last of this type. */
    Json.Obj last(String type) {
        return all(type).getLast();
    }

    List<Json.Obj> all(String type) {
        return got.stream()
                .filter(message -> message.textAt("type").orElseThrow().equals(type))
                .toList();
    }
}
