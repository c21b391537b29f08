package dev.botrunner.join;

/**
 * Something wrong with a member of a request.
 *
 * @param pointer a JSON Pointer to it; empty for the body itself
 * @param code what programs decide by
 * @param detail what was expected, without what stood there: it may be a secret
 */
public record Fault(String pointer, Code code, String detail) {

    /** Kinds of faults. */
    public enum Code {
        UNKNOWN_MEMBER("unknown_member"),
        REQUIRED("required"),
        INVALID_VALUE("invalid_value"),
        TOO_LARGE("too_large"),
        RESERVED_NAME("reserved_name"),
        UNKNOWN_BOT("unknown_bot"),
        BOT_REQUIRED("bot_required"),
        UNKNOWN_PERSONALITY("unknown_personality");

        private final String word;

        Code(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
