package dev.botrunner.bot.chat.model;

import java.util.List;
import java.util.Optional;

/** What comes of a question. */
public sealed interface ModelEvent {

    /** More of the answer; never empty. */
    record Text(String text) implements ModelEvent {}

    /** The model is at work, but on nothing that is meant for people: it reasons. */
    record Reasoning() implements ModelEvent {}

    /**
     * Nothing more is to come but how much it took, and the end of the stream; some servers leave it open.
     *
     * @param calls the tools that the model wants to be used before it goes on; whole, in its order
     */
    record Finishing(List<ToolCall> calls) implements ModelEvent {
        public Finishing {
            calls = List.copyOf(calls);
        }
    }

    /**
     * The answer is whole.
     *
     * @param finish in the model's own word: {@code stop}, {@code length}, {@code tool_calls}, …
     */
    record Done(String finish, Optional<Usage> usage) implements ModelEvent {}

    /** There is no answer, or no more of it. */
    record Failed(ModelFault fault) implements ModelEvent {}

    /** What the question and the answer took, as the model counts. */
    record Usage(long promptTokens, long completionTokens) {}
}
