package dev.botrunner.e2e.cluster;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The way to the real API server, with the token of a launcher's service account. From any thread. */
final class ApiWay implements AutoCloseable {

    private static final Pattern AUTHORITY = Pattern.compile("certificate-authority-data: (\\S+)");
    private static final Pattern SERVER = Pattern.compile("server: (\\S+)");
    private static final List<String> PASSED = List.of("Content-Type", "Accept");

    private final HttpClient client;
    private final URI server;
    private final String token;

    private ApiWay(HttpClient client, URI server, String token) {
        this.client = client;
        this.server = server;
        this.token = token;
    }

    /** What came back. */
    record Answer(int status, InputStream body) {}

    static ApiWay of(ClusterNamespace namespace) {
        return as(namespace.token());
    }

    /** With that token. */
    static ApiWay as(String token) {
        String admin = RealCluster.kubeconfig();
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(ClusterNamespace.found(AUTHORITY, admin)))
                .build();
        return new ApiWay(client, URI.create(ClusterNamespace.found(SERVER, admin)), token);
    }

    Answer ask(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
                .setHeader("Authorization", "Bearer " + token)
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String name : PASSED) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .ifPresent(value -> request.setHeader(name, value));
        }
        return answer(client.send(request.build(), BodyHandlers.ofInputStream()));
    }

    /** Asks with a body of its own. */
    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .setHeader("Authorization", "Bearer " + token)
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static Answer answer(HttpResponse<InputStream> response) {
        return new Answer(response.statusCode(), response.body());
    }

    private static SSLContext trusting(String authority) {
        try {
            var keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            keys.setCertificateEntry(
                    "cluster",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(Base64.getDecoder().decode(authority))));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(keys);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The cluster's authority cannot be trusted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
