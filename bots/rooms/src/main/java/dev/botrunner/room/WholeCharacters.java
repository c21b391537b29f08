package dev.botrunner.room;

/**
 * Text that comes in pieces, which may end in the middle of a character: half a surrogate pair waits for its other half,
 * and becomes U+FFFD where that does not come. For one thread.
 */
final class WholeCharacters {

    private static final char UNKNOWN = '\uFFFD';

    private String kept = "";

    /** What of it can go on now. */
    String next(String piece) {
        String text = kept + piece;
        int end = text.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        kept = text.substring(end);
        return whole(text.substring(0, end));
    }

    /** What stands in for a half that waits in vain. */
    String rest() {
        String rest = kept.isEmpty() ? "" : String.valueOf(UNKNOWN);
        kept = "";
        return rest;
    }

    private static String whole(String text) {
        boolean sound = text.codePoints().noneMatch(WholeCharacters::isHalf);
        if (sound) {
            return text;
        }
        var whole = new StringBuilder(text.length());
        text.codePoints().map(c -> isHalf(c) ? UNKNOWN : c).forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
