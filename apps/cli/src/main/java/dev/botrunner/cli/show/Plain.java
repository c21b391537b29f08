package dev.botrunner.cli.show;

/** Text from elsewhere, made safe for a terminal. */
public final class Plain {

    private Plain() {}

    /** Control characters and what turns the direction of writing are shown as {@code \}{@code uXXXX}. */
    public static String text(String text) {
        StringBuilder plain = null;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean harmless = isHarmless(c);
            if (!harmless && plain == null) {
                plain = new StringBuilder(text.length() + 16).append(text, 0, at);
            }
            if (plain != null) {
                if (harmless) {
                    plain.append(c);
                } else {
                    plain.append(String.format("\\u%04x", (int) c));
                }
            }
        }
        return plain == null ? text : plain.toString();
    }

    /** At most so many characters, with {@code …} where something was cut. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Math.max(0, most - 1);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    private static boolean isHarmless(char c) {
        if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
