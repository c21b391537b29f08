package dev.botrunner.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.session.Json;
import java.util.OptionalLong;

/**
 * The only writer of server-sent events. What goes into a frame stands on one line: JSON as we write it has no line break
 * in it, and a cursor is base64url; anything else would be a bug and is refused, so that nothing breaks out of its frame.
 */
final class SseFrames {

    private SseFrames() {}

    /** An event of the bus: no {@code event:} field, so that {@code onmessage} gets it. */
    static byte[] event(String cursor, Envelope envelope) {
        String json = EnvelopeJson.text(envelope);
        return whole(new StringBuilder(json.length() + cursor.length() + 16), cursor, json);
    }

    /** The first frame of a stream; says also how long a client should wait before it comes again. */
    static byte[] open(String cursor, Json.Obj data, long retryMillis) {
        return whole(
                new StringBuilder("retry: ").append(retryMillis).append("\nevent: stream.open\n"), cursor, data.text());
    }

    /** @param lost absent where nobody knows */
    static byte[] gap(OptionalLong lost) {
        Json.Obj data = Json.obj()
                .put("lost", lost.isPresent() ? Json.num(lost.getAsLong()) : Json.nil())
                .build();
        return notice("stream.gap", data);
    }

    static byte[] close(CloseReason reason) {
        return notice("stream.close", Json.obj().put("reason", reason.word()).build());
    }

    /** Something to read and a fresh cursor, which is no event. */
    static byte[] beat(String cursor) {
        return (": beat\nid: " + line(cursor) + "\n\n").getBytes(UTF_8);
    }

    private static byte[] notice(String name, Json.Obj data) {
        return ("event: " + name + "\ndata: " + line(data.text()) + "\n\n").getBytes(UTF_8);
    }

    private static byte[] whole(StringBuilder frame, String cursor, String data) {
        return frame.append("id: ")
                .append(line(cursor))
                .append("\ndata: ")
                .append(line(data))
                .append("\n\n")
                .toString()
                .getBytes(UTF_8);
    }

    private static String line(String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0) {
            throw new IllegalStateException("A frame's field would not stand on one line");
        }
        return text;
    }
}
