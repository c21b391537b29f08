package dev.botrunner.testkit.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Redis' protocol as far as it has to be known to tell where a request or an answer ends. */
final class Resp {

    private Resp() {}

    static byte[] request(List<String> words) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("*" + words.size() + "\r\n").getBytes(UTF_8));
        for (String word : words) {
            byte[] text = word.getBytes(UTF_8);
            bytes.writeBytes(("$" + text.length + "\r\n").getBytes(UTF_8));
            bytes.writeBytes(text);
            bytes.writeBytes(new byte[] {'\r', '\n'});
        }
        return bytes.toByteArray();
    }

    /** The words of a whole request. */
    static List<String> words(byte[] request) throws IOException {
        var in = new ByteArrayInputStream(request);
        var words = new ArrayList<String>();
        int count = Integer.parseInt(line(in).substring(1));
        for (int word = 0; word < count; word++) {
            int length = Integer.parseInt(line(in).substring(1));
            words.add(new String(in.readNBytes(length), UTF_8));
            line(in);
        }
        return words;
    }

    /** One whole request or answer, as it is on the wire. */
    static byte[] reply(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        copy(in, bytes);
        return bytes.toByteArray();
    }

    /** Up to the end of the line, without it. */
    static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection was closed");
            }
            if (next != '\r') {
                bytes.write(next);
            }
        }
        return bytes.toString(UTF_8);
    }

    private static void copy(InputStream in, ByteArrayOutputStream into) throws IOException {
        String head = line(in);
        into.writeBytes((head + "\r\n").getBytes(UTF_8));
        if (head.isEmpty()) {
            return;
        }
        switch (head.charAt(0)) {
            case '$', '=', '!' -> {
                int length = Integer.parseInt(head.substring(1));
                if (length >= 0) {
                    byte[] body = in.readNBytes(length + 2);
                    if (body.length < length + 2) {
                        throw new EOFException("The connection was closed inside an answer");
                    }
                    into.writeBytes(body);
                }
            }
            case '*', '~', '>' -> copy(in, into, Integer.parseInt(head.substring(1)));
            case '%', '|' -> copy(in, into, 2 * Integer.parseInt(head.substring(1)));
            default -> {
                // All else is one line.
            }
        }
    }

    private static void copy(InputStream in, ByteArrayOutputStream into, int elements) throws IOException {
        for (int left = elements; left > 0; left--) {
            copy(in, into);
        }
    }
}
