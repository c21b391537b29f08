package dev.botrunner.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.session.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads server-sent events as the HTML standard has it, and fails on whatever the standard would pass over in silence: a
 * byte order mark, bytes that are not UTF-8, fields that nobody knows, a {@code retry} that is no number, an {@code id}
 * with NUL, a stream that ends within a block. For one thread; reading blocks.
 */
public final class SseReader implements AutoCloseable {

    private final InputStream in;
    private boolean first = true;
    private boolean afterReturn;
    private String lastId = "";

    public SseReader(InputStream in) {
        this.in = in;
    }

    /**
     * One block, up to its empty line.
     *
     * @param event the name; {@code message} where none is given
     * @param id the last id, as a client would send it when it comes again
     * @param data absent where there was no data, so that a browser would dispatch nothing
     */
    public record Block(String event, String id, Optional<String> data, List<String> comments, Optional<Long> retry) {

        public boolean is(String name) {
            return event.equals(name) && data.isPresent();
        }

        public Json.Obj json() {
            return Json.parse(data.orElseThrow())
                    .asObj()
                    .orElseThrow(() -> new AssertionError("The data is no object: " + data));
        }

        /** The event of the bus; absent for notices and heartbeats. */
        public Optional<Envelope> envelope() {
            if (!is("message")) {
                return Optional.empty();
            }
            byte[] bytes = data.orElseThrow().getBytes(UTF_8);
            return switch (EnvelopeJson.read(bytes)) {
                case EnvelopeJson.Read.Good(Envelope envelope) -> Optional.of(envelope);
                case EnvelopeJson.Read.Bad(var code, String why) ->
                    throw new AssertionError("No envelope: " + code + ", " + why);
            };
        }
    }

    /** The next block; absent when the stream has ended, between two blocks. */
    public Optional<Block> next() {
        var block = new Building();
        while (true) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                if (block.isBegun()) {
                    throw new AssertionError("The stream ends within a block");
                }
                return Optional.empty();
            }
            if (line.get().isEmpty()) {
                return Optional.of(block.done());
            }
            block.field(line.get());
        }
    }

    /** The next block that carries an event of the bus. */
    public Envelope event() {
        while (true) {
            Block block = next().orElseThrow(() -> new AssertionError("The stream has ended; expected an event"));
            if (block.envelope().isPresent()) {
                return block.envelope().get();
            }
        }
    }

    /** All that comes until the stream ends. */
    public List<Block> rest() {
        var blocks = new ArrayList<Block>();
        for (Optional<Block> block = next(); block.isPresent(); block = next()) {
            blocks.add(block.get());
        }
        return blocks;
    }

    /** What a client would send as {@code Last-Event-ID}. */
    public String lastId() {
        return lastId;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> line() {
        var bytes = new ByteArrayOutputStream();
        try {
            while (true) {
                int next = in.read();
                if (next == '\n' && afterReturn && bytes.size() == 0) {
                    afterReturn = false;
                    continue;
                }
                afterReturn = next == '\r';
                if (next == '\n' || next == '\r') {
                    return Optional.of(text(bytes.toByteArray()));
                }
                if (next < 0) {
                    if (bytes.size() > 0) {
                        throw new AssertionError("The stream ends within a line");
                    }
                    return Optional.empty();
                }
                bytes.write(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(byte[] bytes) {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("A line is not UTF-8", e);
        }
        if (first && text.startsWith("\uFEFF")) {
            throw new AssertionError("The stream begins with a byte order mark");
        }
        first = false;
        return text;
    }

    private final class Building {
        private final List<String> comments = new ArrayList<>();
        private final List<String> data = new ArrayList<>();
        private String event = "message";
        private Optional<Long> retry = Optional.empty();
        private boolean begun;

        boolean isBegun() {
            return begun;
        }

        void field(String line) {
            begun = true;
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new AssertionError("A field without a value: " + line);
            }
            String value = line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (line.substring(0, colon)) {
                case "" -> comments.add(value);
                case "event" -> event = value;
                case "data" -> data.add(value);
                case "id" -> id(value);
                case "retry" -> retry = Optional.of(Long.parseLong(value));
                default -> throw new AssertionError("A field that nobody knows: " + line);
            }
        }

        private void id(String value) {
            if (value.indexOf('\0') >= 0) {
                throw new AssertionError("An id with NUL in it");
            }
            lastId = value;
        }

        Block done() {
            Optional<String> text = data.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", data));
            return new Block(event, lastId, text, List.copyOf(comments), retry);
        }
    }
}
