package dev.botrunner.stream;

import dev.botrunner.loop.Threads;

/** A stream that was opened, and waits for where it goes. */
public final class OpenStream {

    private final StreamClient client;
    private final History history;

    OpenStream(StreamClient client, History history) {
        this.client = client;
        this.history = history;
    }

    /** Begins to write, and comes back at once. To be called once. */
    public void begin(ClientSink sink) {
        client.outflow().begin(sink);
        Threads.virtual("stream-history", history);
    }

    /** The client has gone, as whoever holds the connection knows. */
    public void gone() {
        client.outflow().abort();
    }
}
