package dev.botrunner.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.session.Room;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    private static final int NAME_BYTES = 8;

    /** A name of a tenant's room that is fit for keys and subjects, and tells nobody where the room is. */
    public static String roomName(Tenant tenant, Room room) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((tenant.name() + "\n" + room.key()).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** What makes two events part of the same. */
    public enum Cut {
        SESSION,
        TENANT,
        ROOM,
        /** All in one. */
        SHARED
    }
}
