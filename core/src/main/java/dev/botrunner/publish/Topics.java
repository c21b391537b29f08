package dev.botrunner.publish;

import dev.botrunner.session.SessionId;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the events on a broker are cut into parts that can be followed by themselves.
 *
 * @param cut absent: as the transport does it by itself
 * @param rooms names a session's room, so that all sessions in it have the same name; needed for {@link Cut#ROOM}. May
 *     throw a {@link dev.botrunner.session.DependencyException}; empty where the session is not known
 */
public record Topics(Optional<Cut> cut, Function<SessionId, Optional<String>> rooms) {

    /** As the transport does it. */
    public static final Topics USUAL = new Topics(Optional.empty(), _ -> Optional.empty());

    /** What makes two events part of the same. */
    public enum Cut {
        SESSION,
        TENANT,
        ROOM,
        /** All in one. */
        SHARED
    }
}
