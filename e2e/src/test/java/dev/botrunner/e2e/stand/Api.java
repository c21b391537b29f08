package dev.botrunner.e2e.stand;

import dev.botrunner.session.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A client that knows the contract and nothing else. From any thread. */
public final class Api implements AutoCloseable {

    private static final Duration GUARD = Duration.ofSeconds(45);

    private final URI base;
    private final Map<String, String> always;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public Api(String base) {
        this(URI.create(base), Map.of());
    }

    private Api(URI base, Map<String, String> always) {
        this.base = base;
        this.always = Map.copyOf(always);
    }

    /** The same, by somebody who shows this key, ticket or token. */
    public Api as(String bearer) {
        return new Api(base, Map.of("Authorization", "Bearer " + bearer));
    }

    public Reply get(String path) {
        return send(request(path).GET().build());
    }

    public Reply delete(String path) {
        return send(request(path).DELETE().build());
    }

    public Reply post(String path, Json.Obj body) {
        return post(path, body.text(), Map.of());
    }

    /** With these headers beside the type of the body, which they may replace. */
    public Reply post(String path, String body, Map<String, String> headers) {
        var request = request(path).POST(BodyPublishers.ofString(body));
        request.setHeader("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        return send(request.build());
    }

    public Reply call(String method, String path, Map<String, String> headers) {
        var request = request(path).method(method, BodyPublishers.noBody());
        headers.forEach(request::setHeader);
        return send(request.build());
    }

    /** Opens a stream of events; without a cursor it starts where the contract says. */
    public Stream events(String path) {
        return Stream.open(opened(path, Map.of()), path);
    }

    /** Goes on behind a cursor. */
    public Stream events(String path, String cursor) {
        return Stream.open(opened(path, Map.of("Last-Event-ID", cursor)), path);
    }

    /** The answer to a stream that is asked for and not opened. */
    public int statusOfEvents(String path, String cursor) {
        HttpResponse<InputStream> response = opened(path, Map.of("Last-Event-ID", cursor));
        try (InputStream body = response.body()) {
            return body.available() >= 0 ? response.statusCode() : -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<InputStream> opened(String path, Map<String, String> headers) {
        var request = request(path).GET();
        request.setHeader("Accept", "text/event-stream");
        headers.forEach(request::setHeader);
        return sending(request.build(), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(GUARD);
        always.forEach(request::setHeader);
        return request;
    }

    private Reply send(HttpRequest request) {
        return Reply.of(sending(request, BodyHandlers.ofString()));
    }

    private <T> HttpResponse<T> sending(HttpRequest request, HttpResponse.BodyHandler<T> reading) {
        try {
            return client.send(request, reading);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted: " + request.uri(), e);
        }
    }

    /** The header's value, which must be there once. */
    static String only(HttpResponse<?> response, String name) {
        List<String> values = response.headers().allValues(name);
        if (values.size() != 1) {
            throw new AssertionError(name + " of " + response.uri() + ": " + values);
        }
        return values.getFirst();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
