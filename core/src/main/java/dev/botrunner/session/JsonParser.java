package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads strict JSON (RFC 8259) from bytes in one pass. Refused are: anything that is not UTF-8, a byte order mark, half a
 * surrogate pair, a member name given twice, more than {@link #MAX_DEPTH} levels, and anything after the document.
 * Numbers are kept as they are written. All failures are {@link MalformedJson}.
 */
public final class JsonParser {
    /** Objects and arrays within each other. */
    public static final int MAX_DEPTH = 64;

    private static final Json TRUE = new Json.Bool(true);
    private static final Json FALSE = new Json.Bool(false);
    private static final Json NO_ITEMS = new Json.Arr(List.of());

    private final byte[] bytes;
    private int at;
    private int depth;

    private JsonParser(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads exactly one document. */
    public static Json parse(byte[] document) {
        JsonParser parser = new JsonParser(document);
        parser.space();
        Json json = parser.value();
        parser.space();
        if (parser.at < document.length) {
            throw parser.fault("expected nothing after the document");
        }
        return json;
    }

    /** Reads exactly one document; the position in a failure counts bytes of UTF-8. */
    public static Json parse(String document) {
        for (int at = 0; at < document.length(); at++) {
            char c = document.charAt(at);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && at + 1 < document.length()
                        && Character.isLowSurrogate(document.charAt(at + 1));
                if (!pair) {
                    throw new MalformedJson(document.substring(0, at).getBytes(UTF_8).length, "half a surrogate pair");
                }
                at++;
            }
        }
        return parse(document.getBytes(UTF_8));
    }

    private Json value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Str(string());
            case 't' -> word("true", TRUE);
            case 'f' -> word("false", FALSE);
            case 'n' -> word("null", Json.Null.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw fault("expected a value");
        };
    }

    private Json object() {
        enter();
        if (skipped('}')) {
            depth--;
            return Json.Obj.EMPTY;
        }
        var members = new Members.Draft();
        do {
            space();
            int start = at;
            if (peek() != '"') {
                throw fault("expected a member name");
            }
            String name = string();
            space();
            expect(':', "expected a colon");
            space();
            if (!members.add(name, value())) {
                throw new MalformedJson(start, "a member name is given twice");
            }
            space();
        } while (skipped(','));
        expect('}', "expected a comma or the end of the object");
        depth--;
        return new Json.Obj(members.done());
    }

    private Json array() {
        enter();
        if (skipped(']')) {
            depth--;
            return NO_ITEMS;
        }
        List<Json> items = new ArrayList<>();
        do {
            space();
            items.add(value());
            space();
        } while (skipped(','));
        expect(']', "expected a comma or the end of the array");
        depth--;
        return new Json.Arr(items);
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw fault("more than 64 levels");
        }
        at++;
        space();
    }

    private Json word(String word, Json value) {
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw fault("expected true, false or null");
            }
            at++;
        }
        return value;
    }

    private Json number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
            if (isDigit()) {
                throw fault("a number starts with a needless 0");
            }
        } else {
            digits();
        }
        if (skipped('.')) {
            digits();
        }
        if (skipped('e') || skipped('E')) {
            if (!skipped('+')) {
                skipped('-');
            }
            digits();
        }
        return new Json.Num(new String(bytes, start, at - start, ISO_8859_1));
    }

    private void digits() {
        if (!isDigit()) {
            throw fault("expected a digit");
        }
        while (isDigit()) {
            at++;
        }
    }

    private boolean isDigit() {
        int b = peek();
        return b >= '0' && b <= '9';
    }

    /** Nearly all strings are ASCII without escapes: they are one copy. */
    private String string() {
        int start = ++at;
        int end = start;
        while (end < bytes.length) {
            byte b = bytes[end];
            if (b == '"') {
                at = end + 1;
                return new String(bytes, start, end - start, ISO_8859_1);
            }
            if (b < ' ' || b == '\\') { // bytes from 0x80 on are negative
                break;
            }
            end++;
        }
        JsonText rest = new JsonText(bytes, start, end);
        String text = rest.read();
        at = rest.end();
        return text;
    }

    private void space() {
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\t' && b != '\r') {
                return;
            }
            at++;
        }
    }

    private boolean skipped(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted, String reason) {
        if (!skipped(wanted)) {
            throw fault(reason);
        }
    }

    /** The byte at hand, −1 at the end and for all that is not ASCII: outside of strings no rule wants it. */
    private int peek() {
        return at < bytes.length ? Math.max(bytes[at], -1) : -1;
    }

    private MalformedJson fault(String reason) {
        return new MalformedJson(at, at < bytes.length ? reason : "the document ends too early");
    }
}
