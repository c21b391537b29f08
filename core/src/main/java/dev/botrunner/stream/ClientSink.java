package dev.botrunner.stream;

import java.nio.ByteBuffer;

/** Where a stream's bytes go: one response. Called by one thread at a time, never while a write is under way. */
public interface ClientSink {

    /** How a write came out. Called once for each, from any thread, also before {@link #write} returns. */
    interface Written {
        void done(boolean well);
    }

    /** Begins to write; must not block. The buffer is the sink's until it is done. */
    void write(ByteBuffer bytes, Written written);

    /** Ends the response in good order. No write is under way. */
    void close();

    /** Breaks the connection, whatever is under way. */
    void abort();
}
