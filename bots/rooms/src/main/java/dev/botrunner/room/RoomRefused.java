package dev.botrunner.room;

/** A room does not let somebody in. */
public final class RoomRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Why why;

    /** Why it does not. */
    public enum Why {
        /** There is no place in it, or not one more room. */
        FULL,
        /** There is no room at this URL. */
        UNKNOWN,
        /** It wants another token than the one that it was shown, if any. */
        BAD_TOKEN,
        /** The participant's name or identity, or the room's name, is none. */
        BAD_NAME
    }

    /** @param detail what was wrong and what to do; neither the token nor a name */
    public RoomRefused(Why why, String detail) {
        super(detail);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
