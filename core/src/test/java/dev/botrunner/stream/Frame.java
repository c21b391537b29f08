package dev.botrunner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One block of a stream, as our writer writes it; anything else fails. */
record Frame(String event, Optional<String> id, Optional<Json.Obj> data) {

    static List<Frame> all(String text) {
        assertThat(text).doesNotContain("\r").doesNotContain("\0");
        var frames = new ArrayList<Frame>();
        int from = 0;
        for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", from)) {
            frames.add(of(text.substring(from, end)));
            from = end + 2;
        }
        assertThat(text.substring(from))
                .as("what is left behind the last frame")
                .isEmpty();
        return frames;
    }

    private static Frame of(String block) {
        String event = "";
        Optional<String> id = Optional.empty();
        Optional<Json.Obj> data = Optional.empty();
        for (String line : block.split("\n", -1)) {
            String name = line.substring(0, line.indexOf(": "));
            String value = line.substring(name.length() + 2);
            switch (name) {
                case "event" -> event = value;
                case "id" -> id = Optional.of(value);
                case "data" -> data = Json.parse(value).asObj();
                case "retry" -> assertThat(Integer.parseInt(value)).isBetween(2_000, 5_000);
                default -> assertThat(name).isEmpty();
            }
        }
        return new Frame(event, id, data);
    }

    Optional<Envelope> envelope() {
        return event.isEmpty() && data.isPresent()
                ? Optional.of(
                        ((EnvelopeJson.Read.Good) EnvelopeJson.read(data.get().bytes())).envelope())
                : Optional.empty();
    }

    boolean is(String notice) {
        return event.equals(notice);
    }
}
