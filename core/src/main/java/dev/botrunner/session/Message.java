package dev.botrunner.session;

/**
 * Something said to a bot from outside, delivered in order and at least once.
 *
 * @param id a ULID
 * @param type {@code [a-z0-9_.-]{1,64}}
 */
public record Message(String id, String type, Json.Obj data) {

    /** What it takes in a mailbox, in bytes of UTF-8, near enough and never less than the data. */
    public int size() {
        return data.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length + type.length() + id.length();
    }

    @Override
    public String toString() {
        return "Message[" + id + "]";
    }
}
