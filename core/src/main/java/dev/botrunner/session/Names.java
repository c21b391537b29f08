package dev.botrunner.session;

/** The forms of the contract's names, each checked in one pass. */
public final class Names {
    private static final int LOWER = 1;
    private static final int UPPER = 2;
    private static final int DIGIT = 4;
    private static final int UNDERSCORE = 8;
    private static final int DASH = 16;
    private static final int DOT = 32;
    private static final int SLASH = 64;
    private static final int COLON = 128;

    private static final int WORD = LOWER | DIGIT | UNDERSCORE;

    private Names() {}

    /** A bot's, tenant's or asset kind's name: {@code [a-z][a-z0-9-]{0,62}}. */
    public static boolean isName(String text) {
        return isSized(text, 63) && isOf(text, 0, 1, LOWER) && isOf(text, 1, text.length(), LOWER | DIGIT | DASH);
    }

    /** {@code [A-Za-z0-9][A-Za-z0-9._:-]{0,127}}: neither a path nor a pattern. */
    public static boolean isPersonalityId(String text) {
        int alphanumeric = LOWER | UPPER | DIGIT;
        return isSized(text, 128)
                && isOf(text, 0, 1, alphanumeric)
                && isOf(text, 1, text.length(), alphanumeric | DOT | UNDERSCORE | COLON | DASH);
    }

    /** {@code [a-z0-9._/-]{1,63}}. */
    public static boolean isLabelKey(String text) {
        return isSized(text, 63) && isOf(text, 0, text.length(), WORD | DOT | SLASH | DASH);
    }

    /** At most 255 bytes of UTF-8. */
    public static boolean isLabelValue(String text) {
        return text.length() <= 255 && TextSize.length(text) <= 255;
    }

    /** {@code [a-z][a-z0-9_]*(\.[a-z0-9_]+)+}, at most 128 characters. Says nothing about reserved types. */
    public static boolean isEventType(String text) {
        if (!isSized(text, 128) || !isOf(text, 0, 1, LOWER)) {
            return false;
        }
        int part = 0;
        int dot = text.indexOf('.');
        if (dot < 0) {
            return false;
        }
        while (dot >= 0) {
            if (dot == part || !isOf(text, part, dot, WORD)) {
                return false;
            }
            part = dot + 1;
            dot = text.indexOf('.', part);
        }
        return part < text.length() && isOf(text, part, text.length(), WORD);
    }

    /** {@code [A-Z][A-Z0-9_]{0,63}}. Says nothing about reserved names, see {@link ReservedNames}. */
    public static boolean isSecretName(String text) {
        return isSized(text, 64) && isOf(text, 0, 1, UPPER) && isOf(text, 1, text.length(), UPPER | DIGIT | UNDERSCORE);
    }

    /** An element of {@code supported_features}: {@code [a-z0-9_.-]{1,64}}. */
    public static boolean isFeature(String text) {
        return isSized(text, 64) && isOf(text, 0, text.length(), WORD | DOT | DASH);
    }

    /** A message's type: {@code [a-z0-9_.-]{1,64}}. */
    public static boolean isMessageType(String text) {
        return isFeature(text);
    }

    /** Why a session ended, in one word: {@code [a-z][a-z0-9_]{0,63}}. */
    public static boolean isReason(String text) {
        return isSized(text, 64) && isOf(text, 0, 1, LOWER) && isOf(text, 1, text.length(), WORD);
    }

    /** One to so many characters from {@code !} to {@code ~}. */
    public static boolean isVisibleAscii(String text, int longest) {
        if (!isSized(text, longest)) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isSized(String text, int longest) {
        return !text.isEmpty() && text.length() <= longest;
    }

    private static boolean isOf(String text, int from, int to, int kinds) {
        for (int at = from; at < to; at++) {
            if ((kind(text.charAt(at)) & kinds) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int kind(char c) {
        if (c >= 'a' && c <= 'z') {
            return LOWER;
        }
        if (c >= '0' && c <= '9') {
            return DIGIT;
        }
        if (c >= 'A' && c <= 'Z') {
            return UPPER;
        }
        return switch (c) {
            case '_' -> UNDERSCORE;
            case '-' -> DASH;
            case '.' -> DOT;
            case '/' -> SLASH;
            case ':' -> COLON;
            default -> 0;
        };
    }
}
