package dev.botrunner.redis.publish;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/** The one connection of a tail: its loop opens and uses it, and anybody may break it off for good, whatever it waits for. */
final class HeldConnection {

    private volatile boolean closed;
    private volatile @Nullable Connection connection;

    /** Absent: it has to be opened. */
    @Nullable
    Connection open() {
        return connection;
    }

    /** Uses this one from now on; broken at once when all is over already. */
    Connection hold(Connection opened) {
        connection = opened;
        if (closed) {
            hangUp();
        }
        return opened;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        hangUp();
    }

    void hangUp() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.forceDisconnect();
            } catch (IOException | RuntimeException _) {
                // It is gone either way.
            }
        }
    }
}
