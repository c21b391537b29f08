package dev.botrunner.room.memory;

import dev.botrunner.room.Participant;
import java.util.Optional;

/** Somebody whom a test puts into a room. */
public record Guest(String identity, String name, boolean bot, boolean stealth, Optional<String> userId) {

    /** A person; the same name is the same identity. */
    public static Guest named(String name) {
        return new Guest("guest-" + Integer.toHexString(name.hashCode()), name, false, false, Optional.empty());
    }

    /** Only looks on. */
    public Guest stealthy() {
        return new Guest(identity, name, bot, true, userId);
    }

    /** Another bot. */
    public Guest asBot() {
        return new Guest(identity, name, true, stealth, userId);
    }

    public Guest identity(String other) {
        return new Guest(other, name, bot, stealth, userId);
    }

    public Guest userId(String user) {
        return new Guest(identity, name, bot, stealth, Optional.of(user));
    }

    Participant participant(String id) {
        return new Participant(id, identity, name, bot, stealth, userId);
    }

    /** Without the name. */
    @Override
    public String toString() {
        return "Guest[" + identity + "]";
    }
}
