package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON document as an immutable tree. Numbers keep the text they were written with, members their order; two objects
 * are equal whatever the order of their members. Trees of more than {@link JsonParser#MAX_DEPTH} levels cannot be read
 * back.
 */
public sealed interface Json {

    /** Members in the order they were written. */
    record Obj(Map<String, Json> members) implements Json {
        /** The object without members. */
        public static final Obj EMPTY = new Obj(Map.of());

        /** Copies the members, so that nobody can change them later. */
        public Obj {
            members = Members.of(members);
        }

        /** The member of this name, if there is one; a member that is {@code null} is there. */
        public Optional<Json> member(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The member of this name where it is a string. */
        public Optional<String> textAt(String name) {
            return members.get(name) instanceof Str string ? Optional.of(string.value) : Optional.empty();
        }

        /** The member of this name where it is an integer, see {@link Num#asInteger()}. */
        public OptionalLong integerAt(String name) {
            return members.get(name) instanceof Num number ? number.asInteger() : OptionalLong.empty();
        }

        /** The member of this name where it is a boolean. */
        public Optional<Boolean> boolAt(String name) {
            return members.get(name) instanceof Bool bool ? Optional.of(bool.value) : Optional.empty();
        }

        /** The member of this name where it is an object. */
        public Optional<Obj> objAt(String name) {
            return members.get(name) instanceof Obj object ? Optional.of(object) : Optional.empty();
        }

        /** The items of the member of this name where it is an array. */
        public Optional<List<Json>> itemsAt(String name) {
            return members.get(name) instanceof Arr array ? Optional.of(array.items) : Optional.empty();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** Items in order. */
    record Arr(List<Json> items) implements Json {
        /** Copies the items, so that nobody can change them later. */
        public Arr {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** A string. */
    record Str(String value) implements Json {
        @Override
        public String toString() {
            return text();
        }
    }

    /** A number, as it was written. {@code 1}, {@code 1.0} and {@code 1e0} are three different ones. */
    record Num(String text) implements Json {
        /** Refuses what is no JSON number. */
        public Num {
            if (!JsonNumbers.isNumber(text)) {
                throw new IllegalArgumentException("Not a JSON number (" + text.length() + " characters)");
            }
        }

        /** The value where it is written without fraction and exponent and fits 64 bits; {@code -0} is 0. */
        @Override
        public OptionalLong asInteger() {
            return JsonNumbers.integer(text);
        }

        /** The exact value, unless its exponent is beyond ±400 or it is written with more than 400 characters. */
        public Optional<BigDecimal> asDecimal() {
            return JsonNumbers.decimal(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Json {
        @Override
        public String toString() {
            return text();
        }
    }

    /** The value {@code null}. */
    enum Null implements Json {
        /** The only one. */
        NULL;

        @Override
        public String toString() {
            return text();
        }
    }

    /** Reads exactly one document, see {@link JsonParser}. Throws {@link MalformedJson}. */
    static Json parse(byte[] document) {
        return JsonParser.parse(document);
    }

    /** Reads exactly one document, see {@link JsonParser}. Throws {@link MalformedJson}. */
    static Json parse(String document) {
        return JsonParser.parse(document);
    }

    /** The value {@code null}. */
    static Json nil() {
        return Null.NULL;
    }

    /** Starts an object. */
    static JsonBuilder obj() {
        return new JsonBuilder();
    }

    /** A string. */
    static Str str(String value) {
        return new Str(value);
    }

    /** An integer. */
    static Num num(long value) {
        return new Num(Long.toString(value));
    }

    /** A finite number with a fraction. */
    static Num num(double value) {
        return new Num(Double.toString(value));
    }

    /** A boolean. */
    static Bool bool(boolean value) {
        return new Bool(value);
    }

    /** An array of these. */
    static Arr arr(Json... items) {
        return new Arr(Arrays.asList(items));
    }

    /** An array of these. */
    static Arr arr(Collection<? extends Json> items) {
        return new Arr(List.copyOf(items));
    }

    /** An array of strings. */
    static Arr texts(Collection<String> values) {
        return new Arr(values.stream().<Json>map(Str::new).toList());
    }

    /** An object whose members are all strings. */
    static Obj texts(Map<String, String> values) {
        JsonBuilder object = obj();
        values.forEach(object::put);
        return object.build();
    }

    /** This as an object, where it is one. */
    default Optional<Obj> asObj() {
        return this instanceof Obj object ? Optional.of(object) : Optional.empty();
    }

    /** The items, where this is an array. */
    default Optional<List<Json>> asItems() {
        return this instanceof Arr array ? Optional.of(array.items) : Optional.empty();
    }

    /** The text, where this is a string. */
    default Optional<String> asText() {
        return this instanceof Str string ? Optional.of(string.value) : Optional.empty();
    }

    /** The value, where this is a boolean. */
    default Optional<Boolean> asBool() {
        return this instanceof Bool bool ? Optional.of(bool.value) : Optional.empty();
    }

    /** The value, where this is an integer, see {@link Num#asInteger()}. */
    default OptionalLong asInteger() {
        return OptionalLong.empty();
    }

    /** Whether this is {@code null}. */
    default boolean isNull() {
        return this instanceof Null;
    }

    /** The document on one line, without spaces; no control character or line separator stands in it unescaped. */
    default String text() {
        return JsonWriter.written(this);
    }

    /** Writes {@link #text()} behind what stands there. */
    default void appendTo(StringBuilder out) {
        JsonWriter.append(out, this);
    }

    /** Writes a string as a document has it, with its quotes: for those who write many documents of one shape. */
    static void appendTo(StringBuilder out, String text) {
        JsonWriter.append(out, text);
    }

    /** {@link #text()} in UTF-8. */
    default byte[] bytes() {
        return text().getBytes(UTF_8);
    }

    /** As {@link #text()}, members sorted by code point: equal documents have equal canonical texts. */
    default String canonical() {
        return JsonWriter.canonical(this);
    }
}
