package dev.botrunner.run;

import dev.botrunner.session.Secret;
import java.util.Optional;

/**
 * Starts the rooms that a jar brings along, for {@code botrunner rooms} and {@code botrunner dev}. Found by {@link
 * java.util.ServiceLoader}. The control server has nothing to do with it: to it a room is a URL.
 */
public interface RoomServerProvider {

    /** @throws java.io.UncheckedIOException it cannot listen there */
    RoomServer start(Options options);

    /**
     * @param host to listen on
     * @param port to listen on; 0: any
     * @param token that whoever enters has to show; absent: everybody may enter
     */
    record Options(String host, int port, Optional<Secret> token) {}
}
