package dev.botrunner.runner.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The way to one control server's link: kept-alive connections, one for each call that is under way. All calls of the
 * link may be repeated, so one that failed on a connection that had been idle is tried again on a fresh one. From any
 * thread; what breaks is a {@link DependencyException}.
 */
public final class HttpWay implements AutoCloseable {

    private static final int MOST_IDLE = 8;

    private final URI server;
    private final String host;
    private final String base;
    private volatile String lastDate = "";
    private final ConcurrentLinkedDeque<HttpConnection> idle = new ConcurrentLinkedDeque<>();

    /** @param server {@code http://host:port}, or {@code https:} */
    public HttpWay(URI server) {
        boolean known = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
        if (!known || server.getHost() == null) {
            throw new IllegalArgumentException("A link's URL is http://host:port or https://host:port");
        }
        this.server = server;
        this.host = server.getPort() < 0 ? server.getHost() : server.getHost() + ":" + server.getPort();
        String path = server.getPath() == null ? "" : server.getPath();
        this.base = (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + "/link/v1/";
    }

    /** An answer; its body is parsed where it is JSON. */
    record Answered(int status, Optional<Json> body) {

        /** The code of a problem document. */
        String code() {
            return body.flatMap(Json::asObj)
                    .flatMap(members -> members.textAt("code"))
                    .orElse("");
        }
    }

    /** @param bearer absent where the control server asks for none */
    Answered post(String call, Optional<String> bearer, Json body, Duration patience) {
        byte[] content = body.bytes();
        String head = "POST " + base + call + " HTTP/1.1\r\nHost: " + host + "\r\n"
                + bearer.map(text -> "Authorization: Bearer " + text + "\r\n").orElse("")
                + "Content-Type: application/json\r\nAccept: application/json\r\nContent-Length: " + content.length
                + "\r\n\r\n";
        byte[] start = head.getBytes(ISO_8859_1);
        byte[] request = new byte[start.length + content.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(content, 0, request, start.length, content.length);
        try {
            return answered(exchange(request, patience));
        } catch (IOException | MalformedJson e) {
            throw new DependencyException(
                    new Failure(
                            ErrorCode.LINK_UNAVAILABLE,
                            "The control server at " + server + " did not answer " + call + ": "
                                    + e.getClass().getSimpleName()),
                    e);
        }
    }

    private HttpConnection.Reply exchange(byte[] request, Duration patience) throws IOException {
        HttpConnection kept = idle.pollFirst();
        if (kept != null) {
            try {
                return exchange(kept, request, patience);
            } catch (SocketTimeoutException e) {
                // it had all the time that the caller gives; whether the others still lead anywhere is not known
                closeIdle();
                throw e;
            } catch (IOException e) {
                if (kept.wasHeard() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                // it was closed while it was idle: the others are as old
                closeIdle();
            }
        }
        return exchange(HttpConnection.open(server), request, patience);
    }

    private HttpConnection.Reply exchange(HttpConnection connection, byte[] request, Duration patience)
            throws IOException {
        boolean keep = false;
        try {
            HttpConnection.Reply reply = connection.exchange(request, patience);
            lastDate = reply.date();
            keep = connection.isOpen() && idle.size() < MOST_IDLE;
            return reply;
        } finally {
            if (keep) {
                idle.addFirst(connection);
            } else {
                connection.close();
            }
        }
    }

    private static Answered answered(HttpConnection.Reply reply) {
        return new Answered(
                reply.status(), reply.body().length == 0 ? Optional.empty() : Optional.of(Json.parse(reply.body())));
    }

    /**
     * What the control server's clock said when it answered last, to the second.
     *
     * @return nothing where it did not say
     */
    public Optional<Instant> serverTime() {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(lastDate)));
        } catch (DateTimeException unsaid) {
            return Optional.empty();
        }
    }

    /** An answer that no call expects. */
    DependencyException unexpected(String call, Answered answered) {
        String code = answered.code();
        return new DependencyException(new Failure(
                code.equals("broker_unavailable") ? ErrorCode.BROKER_UNAVAILABLE : ErrorCode.LINK_UNAVAILABLE,
                "The control server at " + server + " answered " + call + " with " + answered.status()
                        + (code.isEmpty() ? "" : " (" + code + ")")));
    }

    private void closeIdle() {
        for (HttpConnection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            next.close();
        }
    }

    /** Closes what is idle; calls under way go on. */
    @Override
    public void close() {
        closeIdle();
    }
}
