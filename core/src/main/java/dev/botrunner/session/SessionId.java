package dev.botrunner.session;

/** Names one session for ever: a lower-case ULID, 26 characters. Its order is the order of acceptance, to the millisecond. */
public record SessionId(String value) implements Comparable<SessionId> {

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
