package dev.botrunner.cli.api;

/** Nobody answered, or nobody who knows this API: what happened, where, and what to do, in a sentence for people. */
public final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message) {
        super(message);
    }

    public Unreachable(String message, Throwable cause) {
        super(message, cause);
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
