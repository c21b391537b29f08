package dev.botrunner.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param value {@code byte[]}, {@code Long}, a list of these, or nothing
 * @param again whether it was sent a second time, after its first answer was lost: the first may have done its work
 */
public record RedisReply(@Nullable Object value, boolean again) {

    /** The items of the answer; none where it is no list. */
    public List<Object> items() {
        return value == null ? List.of() : RedisCommands.list(value);
    }

    /** Empty where there is none. */
    public String text() {
        return value == null ? "" : RedisCommands.text(value);
    }

    public long number() {
        if (value == null) {
            throw new IllegalStateException("Redis answered nothing where a number was expected");
        }
        return RedisCommands.number(value);
    }
}
