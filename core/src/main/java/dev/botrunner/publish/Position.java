package dev.botrunner.publish;

/**
 * A place in a broker's order, in one space for {@code tail} and {@code read}. Opaque but to its transport.
 *
 * @param epoch changes when the broker is not the one it was: positions of another epoch mean nothing
 */
public record Position(String epoch, String at) {

    /** Before the first event there is. */
    public static final Position START = new Position("", "");
}
