package dev.botrunner.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.files.KeyScope;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final char[] PASSWORD = "test-only".toCharArray();

    @TempDir
    private Path folder = Path.of("");

    private KeyStore made = emptyStore();

    private static KeyStore emptyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException | GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @BeforeEach
    void makeACertificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        try (InputStream in = Files.newInputStream(file)) {
            made.load(in, PASSWORD);
        }
        pem("cert.pem", "CERTIFICATE", made.getCertificate("server").getEncoded());
        pem("key.pem", "PRIVATE KEY", made.getKey("server", PASSWORD).getEncoded());
    }

    private void pem(String name, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(bytes);
        Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private SSLContext trusting() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(made);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void requestsAreAnsweredOverTls() throws IOException, GeneralSecurityException {
        Entrance entrance = new Entrance(
                List.of(Endpoint.get("/v1/thing", _ -> Reply.ok(Json.str("sealed")), KeyScope.READ)),
                Gate.OPEN,
                Origins.NONE,
                Observer.NONE,
                Duration.ofSeconds(5));
        Tls tls = Tls.read(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        try (Doors doors =
                new Doors(List.of(new Door("api", Address.parse("127.0.0.1:0"), entrance)), Optional.of(tls))) {
            doors.open();
            int port = doors.address("api").port();
            try (SSLSocket socket =
                    (SSLSocket) trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream()
                        .write("GET /v1/thing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\"sealed\"");
            }
        }
    }

    @Test
    void aFileWithoutCertificateIsNamed() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        assertThatThrownBy(() -> Tls.read(empty, folder.resolve("key.pem"))).hasMessageContaining("empty.pem");
        assertThatThrownBy(() -> Tls.read(folder.resolve("none.pem"), folder.resolve("key.pem")))
                .hasMessageContaining("none.pem");
    }

    @Test
    void aKeyInAnotherFormIsToldWithoutItsText() throws IOException, GeneralSecurityException {
        pem("old.pem", "RSA PRIVATE KEY", made.getKey("server", PASSWORD).getEncoded());
        String text =
                Files.readString(folder.resolve("old.pem")).lines().toList().get(1);
        assertThatThrownBy(() -> Tls.read(folder.resolve("cert.pem"), folder.resolve("old.pem")))
                .hasMessageContaining("PKCS #8")
                .satisfies(failure ->
                        assertThat(String.valueOf(failure.getMessage())).doesNotContain(text));
    }
}
