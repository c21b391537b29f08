package dev.botrunner.bot.chat.talk;

import dev.botrunner.bot.chat.model.ToolCall;
import java.util.List;
import java.util.Optional;

/** One thing in a conversation, as the model is told of it. */
public sealed interface Entry {

    String text();

    /** @param by given where more than one person is there */
    record Said(Optional<String> by, String text) implements Entry {}

    /** @param calls the tools that the bot wanted to use then; their results follow in the same turn */
    record Spoken(String text, List<ToolCall> calls) implements Entry {
        public Spoken {
            calls = List.copyOf(calls);
        }
    }

    /** What a tool came to. */
    record Result(String callId, String text) implements Entry {}

    /** What the bot was told from outside. */
    record Note(String text) implements Entry {}
}
