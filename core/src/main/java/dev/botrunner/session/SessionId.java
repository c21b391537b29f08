package dev.botrunner.session;

/** Names one session for ever: a lower-case ULID, 26 characters. Its order is the order of acceptance, to the millisecond. */
public record SessionId(String value) implements Comparable<SessionId> {

    /** No session has this id: asking for it tells the store's time and epoch. */
    public static final SessionId NOBODY = new SessionId("00000000000000000000000000");

    public SessionId {
        if (!Ulid.isValid(value)) {
            throw new IllegalArgumentException("A session id is a lower-case ULID of 26 characters");
        }
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
