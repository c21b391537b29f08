package dev.botrunner.bot.chat.model;

import dev.botrunner.bot.chat.model.ModelFault.Kind;
import dev.botrunner.loop.Threads;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model over HTTP by the JDK's client, which is made with the first question or {@link #warm}. One virtual thread
 * for each question under way. How long to wait is the asker's affair: a question that takes too long is cancelled.
 */
public final class HttpModelClient implements ModelClient, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WARM = Duration.ofSeconds(5);
    private static final int MOST_OF_A_REFUSAL = 64 * 1024;

    private final ModelAddress address;
    private final ReentrantLock making = new ReentrantLock();
    private @Nullable HttpClient client;

    public HttpModelClient(ModelAddress address) {
        this.address = address;
    }

    @Override
    public ModelCall ask(ModelRequest request, Consumer<ModelEvent> ear) {
        var call = new HttpCall(() -> client().send(post(request), BodyHandlers.ofInputStream()), ear);
        call.start(Threads.virtual("model", call));
        return call;
    }

    @Override
    public void warm() {
        try {
            var request = HttpRequest.newBuilder(address.models()).timeout(WARM).GET();
            address.key().ifPresent(key -> request.header("Authorization", "Bearer " + key.reveal()));
            client().send(request.build(), BodyHandlers.discarding());
            body(new ModelRequest(java.util.List.of(), java.util.List.of()));
        } catch (IOException | IllegalArgumentException e) {
            // a fault that matters shows itself when something is asked
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpClient client() {
        making.lock();
        try {
            HttpClient made = client;
            if (made == null) {
                boolean secure =
                        "https".equals(address.completions().getScheme().toLowerCase(Locale.ROOT));
                made = HttpClient.newBuilder()
                        // in clear the other version begins with an upgrade that some servers stumble over
                        .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .proxy(ProxySelector.getDefault())
                        .executor(Threads.virtualPerTask("model-http-"))
                        .build();
                client = made;
            }
            return made;
        } finally {
            making.unlock();
        }
    }

    private HttpRequest post(ModelRequest request) {
        var post = HttpRequest.newBuilder(address.completions())
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(BodyPublishers.ofByteArray(body(request)));
        address.key().ifPresent(key -> post.header("Authorization", "Bearer " + key.reveal()));
        return post.build();
    }

    private byte[] body(ModelRequest request) {
        JsonBuilder body = Json.obj()
                .put("model", address.model())
                .put("messages", Json.arr(request.messages()))
                .put("stream", true)
                .put("stream_options", Json.obj().put("include_usage", true).build());
        if (!request.tools().isEmpty()) {
            body.put("tools", Json.arr(request.tools()));
        }
        return body.putAll(address.options()).build().bytes();
    }

    @Override
    public void close() {
        making.lock();
        try {
            if (client != null) {
                client.shutdownNow();
            }
        } finally {
            making.unlock();
        }
    }

    /** What the status says of the answer, and then the answer itself. */
    static void read(HttpResponse<InputStream> response, Consumer<ModelEvent> ear) throws IOException {
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                Optional<Duration> retryAfter = response.headers()
                        .firstValue("Retry-After")
                        .flatMap(value -> ErrorBody.retryAfter(value, Instant.now()));
                byte[] body = in.readNBytes(MOST_OF_A_REFUSAL);
                ear.accept(new ModelEvent.Failed(ErrorBody.refusal(response.statusCode(), body, retryAfter)));
                return;
            }
            String type =
                    response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
            var reader = new AnswerReader(ear);
            if (type.startsWith("application/json")) {
                reader.whole(in);
            } else {
                reader.stream(in);
            }
        }
    }

    /** Of an exception that no answer, or no more of it, came with. */
    static ModelEvent failed(IOException e, boolean begun) {
        Kind kind = begun ? Kind.CUT : Kind.UNAVAILABLE;
        String what = begun ? "The model's stream broke" : "The model could not be reached";
        return new ModelEvent.Failed(
                ModelFault.of(kind, what + " (" + e.getClass().getSimpleName() + ")"));
    }
}
