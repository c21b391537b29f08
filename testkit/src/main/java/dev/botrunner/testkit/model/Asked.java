package dev.botrunner.testkit.model;

import dev.botrunner.session.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One question that a {@link FakeModel} was asked. From any thread. */
public final class Asked {

    private static final int GUARD_SECONDS = 30;

    private final String path;
    private final Map<String, String> headers;
    private final Json.Obj body;
    private final CountDownLatch gone = new CountDownLatch(1);

    Asked(String path, Map<String, String> headers, Json.Obj body) {
        this.path = path;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    public String path() {
        return path;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public Json.Obj body() {
        return body;
    }

    /** The messages as {@code role: content}, in order. */
    public List<String> messages() {
        return body.itemsAt("messages").orElse(List.of()).stream()
                .map(message -> message.asObj().orElseThrow())
                .map(message -> message.textAt("role").orElse("") + ": "
                        + message.textAt("content").orElse(""))
                .toList();
    }

    void clientGone() {
        gone.countDown();
    }

    /** Waits until whoever asked has closed the connection of an answer that was held. */
    public void awaitGone() throws InterruptedException {
        if (!gone.await(GUARD_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The asker still holds the connection after " + GUARD_SECONDS + " s");
        }
    }
}
