package dev.botrunner.publish;

import dev.botrunner.session.Json;
import java.util.Map;

/** How many bytes of UTF-8 a document takes as {@link Json#bytes()} writes it, without writing it. Allocates nothing. */
final class JsonSize {

    /** Nobody could read it back. */
    static final int TOO_DEEP = Integer.MAX_VALUE / 4;

    private static final int DEPTH = 60;

    private JsonSize() {}

    static int of(Json json) {
        return of(json, 0);
    }

    /** Not more than this, by looking at no character. */
    static int atMost(Json json) {
        return atMost(json, 0);
    }

    private static int atMost(Json json, int depth) {
        if (depth > DEPTH) {
            return TOO_DEEP;
        }
        int bytes = 2;
        switch (json) {
            case Json.Obj object -> {
                for (Map.Entry<String, Json> member : object.members().entrySet()) {
                    bytes = sum(bytes, atMost(member.getKey()) + 2 + atMost(member.getValue(), depth + 1));
                }
            }
            case Json.Arr array -> {
                for (Json item : array.items()) {
                    bytes = sum(bytes, 1 + atMost(item, depth + 1));
                }
            }
            case Json.Str string -> bytes = atMost(string.value());
            case Json.Num number -> bytes = number.text().length();
            case Json.Bool _, Json.Null _ -> bytes = 5;
        }
        return bytes;
    }

    private static int atMost(String text) {
        return Math.min(text.length(), TOO_DEEP / 6 - 1) * 6 + 2;
    }

    /** With its quotes. */
    static int of(String text) {
        int bytes = 2;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= ' ' && c < 0x7F) {
                bytes += c == '"' || c == '\\' ? 2 : 1;
            } else if (c < 0xA0) {
                bytes += escaped(c);
            } else if (c < 0x800) {
                bytes += 2;
            } else if (pair(text, at)) {
                bytes += 4;
                at++;
            } else {
                bytes += c == '\u2028' || c == '\u2029' ? 6 : 3;
            }
        }
        return bytes;
    }

    private static int escaped(char c) {
        return switch (c) {
            case '\n', '\r', '\t', '\b', '\f' -> 2;
            default -> 6;
        };
    }

    private static boolean pair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static int of(Json json, int depth) {
        if (depth > DEPTH) {
            return TOO_DEEP;
        }
        return switch (json) {
            case Json.Obj object -> object(object, depth);
            case Json.Arr array -> array(array, depth);
            case Json.Str string -> of(string.value());
            case Json.Num number -> number.text().length();
            case Json.Bool bool -> bool.value() ? 4 : 5;
            case Json.Null _ -> 4;
        };
    }

    private static int object(Json.Obj object, int depth) {
        int bytes = 1;
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            bytes = sum(bytes, of(member.getKey()) + 2 + of(member.getValue(), depth + 1));
        }
        return bytes == 1 ? 2 : bytes;
    }

    private static int array(Json.Arr array, int depth) {
        int bytes = 1;
        for (Json item : array.items()) {
            bytes = sum(bytes, 1 + of(item, depth + 1));
        }
        return bytes == 1 ? 2 : bytes;
    }

    private static int sum(int bytes, int more) {
        return Math.min(bytes + more, TOO_DEEP);
    }
}
