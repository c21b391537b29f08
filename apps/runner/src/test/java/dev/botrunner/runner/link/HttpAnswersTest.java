package dev.botrunner.runner.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.link.Answer;
import dev.botrunner.loop.Threads;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Json;
import dev.botrunner.session.RunnerEnd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a server that says whatever the test wants. */
class HttpAnswersTest {

    private static final String CLOSE = "close";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server;
    private final HttpWay way;

    HttpAnswersTest() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        way = new HttpWay(URI.create("http://127.0.0.1:" + server.getLocalPort()));
    }

    @BeforeEach
    void serve() {
        Threads.virtual("raw-server", () -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    Threads.virtual("raw-connection", () -> talk(socket));
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        way.close();
        server.close();
    }

    @Test
    void aConnectionIsUsedAgain() {
        answers.add(ok("{\"n\":1}"));
        answers.add(ok("{\"n\":2}"));
        assertThat(post().body()).contains(Json.obj().put("n", 1).build());
        assertThat(post().body()).contains(Json.obj().put("n", 2).build());
        assertThat(connections).hasValue(1);
    }

    @Test
    void aConnectionThatWasClosedWhileIdleIsReplaced() {
        answers.add(ok("{}") + CLOSE);
        answers.add(ok("{\"n\":2}"));
        post();
        assertThat(post().body()).contains(Json.obj().put("n", 2).build());
        assertThat(connections).hasValue(2);
    }

    @Test
    void chunksAndInterimAnswersAreUnderstood() {
        answers.add("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\n{\"\r\n5;x=y\r\nn\":1}\r\n0\r\nTrailer: x\r\n\r\n");
        answers.add("HTTP/1.1 204 No Content\r\n\r\n");
        assertThat(post().body()).contains(Json.obj().put("n", 1).build());
        assertThat(post().status()).isEqualTo(204);
        assertThat(connections).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-x\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nclose",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nclose",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}close",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nclose",
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<ht>",
                "close"
            })
    void whatIsNoAnswerIsABrokenWay(String answer) {
        answers.add(answer);
        answers.add(answer);
        assertThatThrownBy(this::post).isInstanceOf(DependencyException.class);
    }

    @Test
    void onlyTheControlServersOwnWordEndsACall() {
        var session = new HttpSessionLink(way, "token");
        for (String lost : new String[] {
            answer(404, "<html>"),
            answer(404, "{}"),
            answer(409, "{\"code\":\"other\"}"),
            answer(401, "{\"code\":\"unauthorized\"}"),
            answer(200, "[]"),
            answer(503, "")
        }) {
            answers.add(lost);
            assertThatThrownBy(() -> session.finish(RunnerEnd.completed("done")))
                    .as(lost)
                    .isInstanceOf(DependencyException.class);
        }
        answers.add(answer(409, "{\"code\":\"superseded\"}"));
        assertThat(session.joined()).isEqualTo(Answer.SUPERSEDED);
        answers.add(answer(409, "{\"code\":\"ended\"}"));
        assertThat(session.joined()).isEqualTo(Answer.ENDED);
        answers.add(answer(404, "{\"code\":\"not_found\"}"));
        assertThat(session.joined()).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void aUrlThatLeadsNowhereIsRefused() {
        for (String url : new String[] {"", "ftp://a", "http:", "127.0.0.1:1", "http:///x"}) {
            assertThatThrownBy(() -> new HttpWay(URI.create(url))).as(url).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private HttpWay.Answered post() {
        return way.post("beat", Optional.of("t"), Json.Obj.EMPTY, PATIENCE);
    }

    private static String ok(String body) {
        return answer(200, body);
    }

    private static String answer(int status, String body) {
        return "HTTP/1.1 " + status + " X\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }

    private void talk(Socket socket) {
        try (socket) {
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            while (readRequest(reader)) {
                String answer = answers.take();
                boolean close = answer.endsWith(CLOSE);
                String text = close ? answer.substring(0, answer.length() - CLOSE.length()) : answer;
                socket.getOutputStream().write(text.getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
                if (close) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // the client has gone
        }
    }

    private static boolean readRequest(BufferedReader reader) throws IOException {
        int length = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
            if (line.isEmpty()) {
                return reader.skip(length) == length;
            }
        }
        return false;
    }
}
