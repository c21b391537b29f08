package dev.botrunner.session;

/** The one strict reading of UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes the character that starts here takes; throws {@link MalformedJson} where none does. */
    static int length(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        int second = at + 1 < bytes.length ? bytes[at + 1] & 0xFF : 0;
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead < 0xC2 || lead > 0xF4 || second < lowest(lead) || second > highest(lead)) {
            throw new MalformedJson(at, "not UTF-8");
        }
        for (int i = 2; i < length; i++) {
            if (at + i >= bytes.length || (bytes[at + i] & 0xC0) != 0x80) {
                throw new MalformedJson(at, "not UTF-8");
            }
        }
        return length;
    }

    private static int lowest(int lead) {
        return lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    }

    private static int highest(int lead) {
        return lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    }
}
