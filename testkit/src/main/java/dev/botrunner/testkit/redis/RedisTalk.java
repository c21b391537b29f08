package dev.botrunner.testkit.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says commands to a Redis, one after the other, without any library. For one thread. */
public final class RedisTalk implements AutoCloseable {

    private static final int GUARD_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;

    private RedisTalk(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static RedisTalk to(int port, Optional<Certificates> certificates) {
        try {
            var here = InetAddress.getLoopbackAddress();
            Socket socket = certificates.isPresent()
                    ? certificates.get().context().getSocketFactory().createSocket(here, port)
                    : new Socket(here, port);
            socket.setSoTimeout(GUARD_MILLIS);
            socket.setTcpNoDelay(true);
            return new RedisTalk(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("No Redis takes a connection at port " + port, e);
        }
    }

    /** The answer as text, the elements of an array as lines, nothing as an empty text. An error fails the test. */
    public String call(String... words) {
        String answer = tell(words);
        if (answer.startsWith("-")) {
            throw new AssertionError(words[0] + " was answered " + answer);
        }
        return answer;
    }

    /** As {@link #call}, but an error is an answer too, with its minus sign. */
    public String tell(String... words) {
        try {
            socket.getOutputStream().write(Resp.request(List.of(words)));
            return text(Resp.reply(in));
        } catch (IOException e) {
            throw new UncheckedIOException(words[0] + " got no answer", e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] reply) throws IOException {
        var lines = new ArrayList<String>();
        collect(new ByteArrayInputStream(reply), lines);
        return String.join("\n", lines);
    }

    private static void collect(InputStream reply, List<String> lines) throws IOException {
        String head = Resp.line(reply);
        char kind = head.charAt(0);
        String rest = head.substring(1);
        switch (kind) {
            case '-' -> lines.add(head);
            case '$' -> {
                int length = Integer.parseInt(rest);
                if (length >= 0) {
                    lines.add(new String(reply.readNBytes(length), UTF_8));
                    Resp.line(reply);
                }
            }
            case '*' -> {
                for (int left = Integer.parseInt(rest); left > 0; left--) {
                    collect(reply, lines);
                }
            }
            default -> lines.add(rest);
        }
    }
}
