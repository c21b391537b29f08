package dev.botrunner.session;

import java.util.Optional;
import java.util.OptionalLong;

/** Writes one object, member by member. A name given twice is a bug. Not for two threads; {@link #build()} once. */
public final class JsonBuilder {
    private Members.Draft members = new Members.Draft();

    JsonBuilder() {}

    /** Adds a member. */
    public JsonBuilder put(String name, Json value) {
        if (!members.add(name, value)) {
            throw new IllegalStateException("Member " + name + " was given twice");
        }
        return this;
    }

    /** Adds a string. */
    public JsonBuilder put(String name, String value) {
        return put(name, new Json.Str(value));
    }

    /** Adds an integer. */
    public JsonBuilder put(String name, long value) {
        return put(name, Json.num(value));
    }

    /** Adds a finite number with a fraction. */
    public JsonBuilder put(String name, double value) {
        return put(name, Json.num(value));
    }

    /** Adds a boolean. */
    public JsonBuilder put(String name, boolean value) {
        return put(name, Json.bool(value));
    }

    /** Adds a member where there is a value. */
    public JsonBuilder putIfPresent(String name, Optional<? extends Json> value) {
        return value.isPresent() ? put(name, value.get()) : this;
    }

    /** Adds a string where there is a value. */
    public JsonBuilder putTextIfPresent(String name, Optional<String> value) {
        return value.isPresent() ? put(name, value.get()) : this;
    }

    /** Adds an integer where there is a value. */
    public JsonBuilder putIfPresent(String name, OptionalLong value) {
        return value.isPresent() ? put(name, value.getAsLong()) : this;
    }

    /** Adds a member, {@code null} where there is no value. */
    public JsonBuilder putOrNull(String name, Optional<? extends Json> value) {
        return put(name, value.isPresent() ? value.get() : Json.Null.NULL);
    }

    /** Adds a string, {@code null} where there is no value. */
    public JsonBuilder putTextOrNull(String name, Optional<String> value) {
        return put(name, value.isPresent() ? new Json.Str(value.get()) : Json.Null.NULL);
    }

    /** Adds an integer, {@code null} where there is no value. */
    public JsonBuilder putOrNull(String name, OptionalLong value) {
        return put(name, value.isPresent() ? Json.num(value.getAsLong()) : Json.Null.NULL);
    }

    /** Adds all members of another object. */
    public JsonBuilder putAll(Json.Obj other) {
        other.members().forEach(this::put);
        return this;
    }

    /** The object; the builder starts again empty. */
    public Json.Obj build() {
        Members done = members.done();
        members = new Members.Draft();
        return done.isEmpty() ? Json.Obj.EMPTY : new Json.Obj(done);
    }
}
