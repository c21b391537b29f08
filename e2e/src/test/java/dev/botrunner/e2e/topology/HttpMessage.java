package dev.botrunner.e2e.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** A request or an answer of HTTP/1.1 as it stood on the wire: as much as control servers and the link say of it. */
@SuppressWarnings("ArrayRecordComponent")
record HttpMessage(String head, byte[] body) {

    /** @throws EOFException where nothing more comes */
    static HttpMessage read(InputStream in) throws IOException {
        var text = new StringBuilder();
        String line = line(in);
        int length = 0;
        boolean chunked = false;
        while (!line.isEmpty()) {
            text.append(line).append("\r\n");
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            chunked |= header.startsWith("transfer-encoding:") && header.endsWith("chunked");
            line = line(in);
        }
        return new HttpMessage(text.append("\r\n").toString(), chunked ? chunks(in) : bytes(in, length));
    }

    /** The last word of the path that is asked for. */
    String call() {
        String path = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String text() {
        return new String(body, UTF_8);
    }

    byte[] bytes() {
        byte[] start = head.getBytes(ISO_8859_1);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    /** As they came, with their lengths. */
    private static byte[] chunks(InputStream in) throws IOException {
        var all = new ByteArrayOutputStream();
        int size;
        do {
            String length = line(in);
            size = Integer.parseInt(length.strip(), 16);
            all.write((length + "\r\n").getBytes(ISO_8859_1));
            all.write(bytes(in, size));
            all.write((line(in) + "\r\n").getBytes(ISO_8859_1));
        } while (size > 0);
        return all.toByteArray();
    }

    private static byte[] bytes(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("A message broke off");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection was closed");
            }
            line.write(next);
        }
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
