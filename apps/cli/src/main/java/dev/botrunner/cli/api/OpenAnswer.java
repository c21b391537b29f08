package dev.botrunner.cli.api;

import dev.botrunner.session.Json;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * An answer whose body is still coming.
 *
 * @param stream empty unless the status is 200
 * @param body of any other status, where it is JSON
 * @param leave lets go of the connection
 */
public record OpenAnswer(
        int status, Map<String, String> headers, InputStream stream, Optional<Json> body, Runnable leave)
        implements AutoCloseable {

    public OpenAnswer {
        headers = Map.copyOf(headers);
    }

    /** The same without its stream. */
    public Answer head() {
        return new Answer(status, headers, body);
    }

    /** Leaves; the server sees the connection close. */
    @Override
    public void close() {
        leave.run();
    }
}
