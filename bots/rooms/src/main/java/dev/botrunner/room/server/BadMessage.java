package dev.botrunner.room.server;

/** A client's message that is none, or that the room does not do. */
final class BadMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;

    /** What programs decide by. */
    enum Code {
        BAD_MESSAGE,
        BAD_VERSION,
        BAD_NAME,
        BAD_TOKEN,
        ROOM_FULL,
        SERVER_FULL,
        NOT_JOINED,
        UNKNOWN_SEAT,
        GAP,
        NOT_ALLOWED;

        /** Whether the connection is closed after it. */
        boolean isFatal() {
            return this != NOT_ALLOWED;
        }
    }

    BadMessage(Code code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    Code code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
