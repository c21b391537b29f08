package dev.botrunner.control.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.session.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One connection on which anything can be said. */
public final class RawHttp implements AutoCloseable {

    /** An answer as it came; names of headers in lower case. */
    public record Answer(int status, List<String> headers, String body) {

        public Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .findFirst();
        }

        public Json.Obj json() {
            return Json.parse(body).asObj().orElseThrow();
        }

        /** The code of a problem document. */
        public String code() {
            return json().textAt("code").orElseThrow();
        }
    }

    private final Socket socket;

    public RawHttp(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(60_000);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Says one thing on a connection of its own and returns the answer. */
    public static Answer ask(int port, String request) {
        try (RawHttp http = new RawHttp(port)) {
            http.send(request);
            return http.answer();
        }
    }

    /** The same again while the queue does not answer within its second, as it may on a machine that has much to do. */
    public static Answer untilAnswered(int port, String request) {
        Answer answer = ask(port, request);
        while (answer.status() == 503) {
            answer = ask(port, request);
        }
        return answer;
    }

    public RawHttp send(String text) {
        return send(text.getBytes(UTF_8));
    }

    public RawHttp send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return this;
    }

    /** The next answer on this connection. */
    public Answer answer() {
        try {
            InputStream in = socket.getInputStream();
            List<String> head = new ArrayList<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                head.add(line);
            }
            int status = head.isEmpty() ? 0 : Integer.parseInt(head.getFirst().split(" ", 3)[1]);
            Answer bare = new Answer(status, head, "");
            Optional<Integer> length = bare.header("content-length").map(Integer::valueOf);
            byte[] body = length.isPresent() ? in.readNBytes(length.get()) : new byte[0];
            return new Answer(status, head, new String(body, UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** All that comes until this text does, or the server closes the connection. */
    public String until(String text) {
        try {
            StringBuilder all = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int c = in.read(); c >= 0; c = in.read()) {
                all.append((char) c);
                if (c == text.charAt(text.length() - 1) && all.toString().endsWith(text)) {
                    break;
                }
            }
            return all.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether the server has closed the connection, once it has. */
    public boolean isClosed() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(ISO_8859_1);
    }
}
