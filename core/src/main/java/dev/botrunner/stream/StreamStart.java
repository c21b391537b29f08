package dev.botrunner.stream;

import dev.botrunner.publish.Bounds;
import dev.botrunner.publish.Capability;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.session.Json;
import java.util.List;
import java.util.Optional;

/**
 * Where a stream begins.
 *
 * @param from what its first cursor says
 * @param resumed whether it goes on where the client was
 * @param gap whether the client has missed something that it will not get
 * @param first what was read of its history already
 */
record StreamStart(
        Position from, boolean resumed, boolean gap, Optional<Position> earliest, String epoch, Slice first) {

    /** @param tail where live events begin, for brokers that keep nothing */
    static StreamStart of(StreamClient.Shared shared, Scope scope, Optional<Cursor> cursor, Position tail) {
        EventTransport transport = shared.transport();
        boolean whole = scope instanceof Scope.Session;
        if (!transport.capabilities().contains(Capability.REPLAY)) {
            boolean gap = cursor.isPresent() || whole;
            return new StreamStart(tail, false, gap, Optional.empty(), tail.epoch(), nothing(Position.START));
        }
        Bounds bounds = transport.bounds(scope);
        String epoch = bounds.latest().epoch();
        if (cursor.isEmpty() && !whole) {
            return new StreamStart(bounds.latest(), false, false, bounds.earliest(), epoch, nothing(bounds.latest()));
        }
        Optional<Position> known = cursor.flatMap(StreamStart::position);
        Position from = known.orElse(Position.START);
        Slice first = transport.read(scope, from, History.PAGE);
        boolean gap = first.gap() || (cursor.isPresent() && known.isEmpty());
        return new StreamStart(from, known.isPresent() && !gap, gap, bounds.earliest(), epoch, first);
    }

    byte[] frame(Cursors cursors, Scope scope, long retryMillis) {
        Json.Obj data = Json.obj()
                .put("resumed", resumed)
                .put("gap", gap)
                .putTextOrNull("earliest", earliest.map(position -> cursors.text(scope, position)))
                .put("epoch", epoch)
                .build();
        return SseFrames.open(cursors.text(scope, from), data, retryMillis);
    }

    private static Optional<Position> position(Cursor cursor) {
        return switch (cursor) {
            case Cursor.At(var position) -> Optional.of(position);
            case Cursor.AtEnd _, Cursor.Refused _ -> Optional.empty();
        };
    }

    private static Slice nothing(Position here) {
        return new Slice(List.of(), here, false, true);
    }
}
