package dev.botrunner.session;

/** A document that is not strict JSON. Says where and why, and never repeats what stood there: it may be a secret. */
public final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;
    private final String reason;

    /** Position is the index of the first byte at fault. */
    public MalformedJson(int position, String reason) {
        super("Malformed JSON at byte " + position + ": " + reason);
        this.position = position;
        this.reason = reason;
    }

    /** Index of the first byte at fault. */
    public int position() {
        return position;
    }

    /** What is wrong there, in constant words. */
    public String reason() {
        return reason;
    }
}
