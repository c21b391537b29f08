package dev.botrunner.runner.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class HttpWayTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final byte[] DONE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(US_ASCII);

    /** A frozen server would cost its caller twice the time that it gives. */
    @Test
    void aCallThatHadAllItsTimeOnAKeptConnectionIsNotMadeAgain() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var way = new HttpWay(URI.create("http://127.0.0.1:" + server.getLocalPort()))) {
            var first = new FutureTask<>(() -> answered(server));
            Thread.ofVirtual().start(first);
            assertThat(call(way, LONG).status()).isEqualTo(200);
            try (Socket kept = first.get()) {
                assertThatThrownBy(() -> call(way, Duration.ofMillis(50))).isInstanceOf(DependencyException.class);
                assertThat(kept.getInputStream().readNBytes(5))
                        .asString(US_ASCII)
                        .isEqualTo("POST ");
            }
            var second = new FutureTask<>(() -> answered(server));
            Thread.ofVirtual().start(second);
            assertThat(call(way, LONG).status()).isEqualTo(200);
            second.get().close();
        }
    }

    private static HttpWay.Answered call(HttpWay way, Duration patience) {
        return way.post("beat", Optional.empty(), Json.Obj.EMPTY, patience);
    }

    /** The next connection, its first request read and answered. */
    private static Socket answered(ServerSocket server) throws IOException {
        Socket socket = server.accept();
        var seen = new StringBuilder();
        while (!seen.toString().endsWith("{}")) {
            seen.append((char) socket.getInputStream().read());
        }
        socket.getOutputStream().write(DONE);
        return socket;
    }
}
