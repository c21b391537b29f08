package dev.botrunner.e2e.stand;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.session.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads a stream of server-sent events, and takes nothing but what the contract says is sent: one line of data a frame,
 * notices by name, events without, an id with each event.
 */
final class StreamWire {

    private final InputStream in;

    StreamWire(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next frame with data; absent at the end of the stream. */
    Optional<Frame> next() throws IOException {
        var block = new Block();
        while (true) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (line.get().isEmpty()) {
                Optional<Frame> frame = block.frame();
                if (frame.isPresent()) {
                    return frame;
                }
                block = new Block();
            } else {
                block.take(line.get());
            }
        }
    }

    private static final class Block {
        private Optional<String> id = Optional.empty();
        private Optional<String> name = Optional.empty();
        private Optional<String> data = Optional.empty();
        private OptionalInt retry = OptionalInt.empty();

        void take(String line) {
            if (line.startsWith(":")) {
                return;
            }
            int colon = line.indexOf(": ");
            String value = colon < 0 ? "" : line.substring(colon + 2);
            switch (colon < 0 ? line : line.substring(0, colon)) {
                case "id" -> id = once(id, value);
                case "event" -> name = once(name, value);
                case "data" -> data = once(data, value);
                case "retry" -> retry = OptionalInt.of(Integer.parseInt(value));
                default -> throw new AssertionError("A line that no stream has: " + line);
            }
        }

        Optional<Frame> frame() {
            if (data.isEmpty()) {
                check(name.isEmpty(), "a name without data: " + name);
                return Optional.empty();
            }
            name.ifPresent(given -> check(given.startsWith("stream."), "a notice of this name: " + given));
            check(name.isPresent() || id.isPresent(), "an event without id: " + data);
            retry.ifPresent(millis -> check(millis >= 2_000 && millis <= 5_000, "retry: " + millis));
            if (!(Json.parse(data.get()) instanceof Json.Obj object)) {
                throw new AssertionError("Data that is no object: " + data);
            }
            return Optional.of(new Frame(id, name, object));
        }

        private static Optional<String> once(Optional<String> before, String value) {
            check(before.isEmpty(), "a field twice in one frame: " + value);
            return Optional.of(value);
        }

        private static void check(boolean right, String otherwise) {
            if (!right) {
                throw new AssertionError("The stream has " + otherwise);
            }
        }
    }

    private Optional<String> line() throws IOException {
        var bytes = new ByteArrayOutputStream(256);
        while (true) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            if (next == '\n') {
                return Optional.of(UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(bytes.toByteArray()))
                        .toString());
            }
            bytes.write(next);
        }
    }
}
