package dev.botrunner.redis.queue;

import dev.botrunner.redis.RedisCommands;
import java.time.Instant;
import java.util.List;

/**
 * What a script answered: a list.
 *
 * @param again whether it was run a second time, since its first answer was lost
 */
record ScriptReply(List<Object> items, boolean again) {

    boolean has(int index) {
        return index < items.size();
    }

    String text(int index) {
        return RedisCommands.text(items.get(index));
    }

    long number(int index) {
        return RedisCommands.number(items.get(index));
    }

    double decimal(int index) {
        return Double.parseDouble(text(index));
    }

    Instant time(int index) {
        return Instant.ofEpochMilli(number(index));
    }

    ScriptReply list(int index) {
        return new ScriptReply(RedisCommands.list(items.get(index)), again);
    }

    int size() {
        return items.size();
    }
}
