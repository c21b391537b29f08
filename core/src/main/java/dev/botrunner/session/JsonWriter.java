package dev.botrunner.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a tree compactly. Escaped are quotes, backslashes, all control characters and the line separators U+2028 and
 * U+2029, so that a document never breaks a line of a log or stream; half a surrogate pair is written as U+FFFD.
 */
final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** By code point, which differs from the order of UTF-16 units above the surrogates. */
    private static final Comparator<String> BY_CODE_POINT = JsonWriter::byCodePoint;

    private final StringBuilder out;
    private final boolean sorted;

    private JsonWriter(StringBuilder out, boolean sorted) {
        this.out = out;
        this.sorted = sorted;
    }

    static String written(Json json) {
        return new JsonWriter(new StringBuilder(256), false).write(json).out.toString();
    }

    static String canonical(Json json) {
        return new JsonWriter(new StringBuilder(256), true).write(json).out.toString();
    }

    static void append(StringBuilder out, Json json) {
        new JsonWriter(out, false).write(json);
    }

    static void append(StringBuilder out, String text) {
        new JsonWriter(out, false).string(text);
    }

    private JsonWriter write(Json json) {
        switch (json) {
            case Json.Obj object -> object(Members.of(object.members()));
            case Json.Arr array -> array(array.items());
            case Json.Str string -> string(string.value());
            case Json.Num number -> out.append(number.text());
            case Json.Bool bool -> out.append(bool.value());
            case Json.Null _ -> out.append("null");
        }
        return this;
    }

    private void object(Members members) {
        out.append('{');
        String before = "";
        if (sorted && members.size() > 1) {
            List<String> names = new ArrayList<>(members.keySet());
            names.sort(BY_CODE_POINT);
            for (String name : names) {
                out.append(before);
                member(name, members.getOrDefault(name, Json.Null.NULL));
                before = ",";
            }
        } else {
            for (int i = 0; i < members.size(); i++) {
                out.append(before);
                member(members.name(i), members.value(i));
                before = ",";
            }
        }
        out.append('}');
    }

    private void member(String name, Json value) {
        string(name);
        out.append(':');
        write(value);
    }

    private void array(List<Json> items) {
        out.append('[');
        String before = "";
        for (Json item : items) {
            out.append(before);
            write(item);
            before = ",";
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        int written = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
                continue;
            }
            if (isPlain(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
                continue;
            }
            out.append(text, written, at);
            escape(c);
            written = at + 1;
        }
        if (written == 0) {
            out.append(text);
        } else {
            out.append(text, written, text.length());
        }
        out.append('"');
    }

    private static boolean isPlain(char c) {
        return c > 0x9F && c != '\u2028' && c != '\u2029' && !Character.isSurrogate(c);
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                if (Character.isSurrogate(c)) {
                    out.append('\uFFFD');
                } else {
                    hex(c);
                }
            }
        }
    }

    private void hex(char c) {
        out.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[c >> 8 & 15])
                .append(HEX[c >> 4 & 15])
                .append(HEX[c & 15]);
    }

    private static int byCodePoint(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int at = 0; at < common; at++) {
            char a = one.charAt(at);
            char b = other.charAt(at);
            if (a != b) {
                boolean pairs = Character.isSurrogate(a) != Character.isSurrogate(b);
                return pairs
                        ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b))
                        : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
