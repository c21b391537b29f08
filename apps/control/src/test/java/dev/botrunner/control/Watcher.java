package dev.botrunner.control;

import dev.botrunner.testkit.SseReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** One client of a stream, as a browser would be one. */
final class Watcher implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpResponse<InputStream> response;
    private final SseReader reader;

    Watcher(int port, String key, String path, Optional<String> lastEventId) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key)
                .header("Accept", "text/event-stream");
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        reader = new SseReader(response.body());
    }

    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    SseReader events() {
        return reader;
    }

    /** The first thing that every stream says. */
    SseReader.Block opening() {
        SseReader.Block first = reader.next().orElseThrow();
        if (!first.is("stream.open")) {
            throw new AssertionError("A stream begins with stream.open, not " + first);
        }
        return first;
    }

    @Override
    public void close() {
        reader.close();
        http.close();
    }
}
