package dev.botrunner.room.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.room.server.Limits;
import dev.botrunner.run.RoomServerProvider.Options;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served over HTTP, byte by byte. */
final class RoomDoorTest {

    private static final String UPGRADE =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private final RoomDoor door = RoomDoor.open(new Options("127.0.0.1", 0, Optional.empty()), Limits.STANDARD);

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200, text/html",
        "/hello, 200, text/html",
        "/hello/, 200, text/html",
        "/healthz, 200, application/json",
        "/_rooms/room.js, 200, text/javascript",
        "/_rooms/base.css, 200, text/css",
        "/_rooms/about.json, 200, application/json",
        "/_rooms/room.html, 404, application/problem+json",
        "/_rooms/nothing.js, 404, application/problem+json",
        "/a/b, 404, application/problem+json",
        "/-x, 404, application/problem+json",
        "/%2e%2e/x, 400, application/problem+json",
        "/_rooms/..%2froom.html, 400, application/problem+json",
    })
    void whatLiesAtAPath(String path, int status, String type) throws IOException {
        assertThat(get(path, "")).startsWith("HTTP/1.1 " + status + " ").contains("Content-Type: " + type);
    }

    @Test
    void thePageAllowsNothingButItsOwnAndTheControlServer() throws IOException {
        door.inviteFrom("http://127.0.0.1:8080");
        assertThat(get("/hello", ""))
                .contains("connect-src 'self' http://127.0.0.1:8080;")
                .contains("default-src 'none'")
                .doesNotContain("unsafe-inline")
                .contains("X-Content-Type-Options: nosniff");
        assertThat(get("/_rooms/about.json", "")).contains("\"control\":\"http://127.0.0.1:8080\"");
    }

    @Test
    void aPageThatIsKnownIsNotSentAgain() throws IOException {
        String tag = get("/", "")
                .lines()
                .filter(line -> line.startsWith("ETag: "))
                .findFirst()
                .orElseThrow()
                .substring(6);
        assertThat(get("/", "If-None-Match: " + tag + "\r\n")).startsWith("HTTP/1.1 304 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void nothingIsDoneHereByOtherMethods(String method) throws IOException {
        assertThat(sent(method + " /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Origin: http://127.0.0.1:%d\r\n", "Origin: https://127.0.0.1:%d\r\n"})
    void aRoomOpensToItsOwnPageAndToWhoIsNone(String origin) throws IOException {
        assertThat(upgraded("/hello", origin.formatted(port()))).startsWith("HTTP/1.1 101 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1", "http://evil.example", "null", ""})
    void pagesOfOtherOriginsDoNotGetIn(String origin) throws IOException {
        assertThat(upgraded("/hello", "Origin: " + origin + "\r\n")).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void thereAreNoRoomsElsewhere() throws IOException {
        for (String path : List.of("/", "/a/b", "/_rooms/room.js", "/healthz", "/" + "x".repeat(65))) {
            assertThat(upgraded(path, "")).startsWith("HTTP/1.1 404 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONSENSE\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/9.9\r\nHost: x\r\n\r\n"})
    void whatIsNoRequestIsRefused(String request) throws IOException {
        assertThat(sent(request)).startsWith("HTTP/1.1 ").containsPattern("HTTP/1.1 (400|505)");
    }

    private String get(String path, String headers) throws IOException {
        return sent("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
    }

    /** The first line of the answer: a socket stays open. */
    private String upgraded(String path, String headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\n" + UPGRADE + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(13), UTF_8);
        }
    }

    private String sent(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private int port() {
        return URI.create(door.url()).getPort();
    }
}
