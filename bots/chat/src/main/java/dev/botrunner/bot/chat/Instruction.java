package dev.botrunner.bot.chat;

import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import java.util.Optional;

/** What a message from outside wants. */
sealed interface Instruction {

    /** Say this, word for word. */
    record Say(String text) implements Instruction {}

    /** Know this from now on. */
    record Context(String text) implements Instruction {}

    /**
     * Act upon this: the model answers it.
     *
     * @param atOnce even if that cuts short what is being said
     */
    record Prompt(String text, boolean atOnce) implements Instruction {}

    /** What a tool came to that somebody outside looked after. */
    record ToolResult(String callId, Json result, boolean failed) implements Instruction {}

    /** Say good-bye and leave. */
    record End() implements Instruction {}

    /** Nothing that the bot knows. */
    record Unknown(String code, String detail) implements Instruction {}

    static Instruction of(Message message) {
        Json.Obj data = message.data();
        Optional<String> text = data.textAt("text").filter(it -> !it.isBlank());
        return switch (message.type()) {
            case "say" -> text.<Instruction>map(Say::new).orElse(lacks("say", "text"));
            case "context" -> text.<Instruction>map(Context::new).orElse(lacks("context", "text"));
            case "prompt" -> prompt(data, text);
            case "tool_result" -> toolResult(data);
            case "end" -> new End();
            default ->
                new Unknown(
                        "unknown_message",
                        "A message of type " + message.type()
                                + ": known are say, context, prompt, tool_result and end");
        };
    }

    private static Instruction prompt(Json.Obj data, Optional<String> text) {
        String mode = data.textAt("mode").orElse("queued");
        if (!mode.equals("queued") && !mode.equals("immediate")) {
            return new Unknown("bad_message", "A message of type prompt: its mode is queued or immediate");
        }
        return text.<Instruction>map(it -> new Prompt(it, mode.equals("immediate")))
                .orElse(lacks("prompt", "text"));
    }

    private static Instruction toolResult(Json.Obj data) {
        Optional<String> call = data.textAt("call_id");
        Optional<Json> result = data.member("result");
        Optional<Json> error = data.member("error");
        if (call.isEmpty() || result.isPresent() == error.isPresent()) {
            return new Unknown(
                    "bad_message", "A message of type tool_result: it needs call_id, and one of result and error");
        }
        return new ToolResult(call.get(), result.or(() -> error).orElseThrow(), error.isPresent());
    }

    private static Instruction lacks(String type, String member) {
        return new Unknown("bad_message", "A message of type " + type + ": it needs a " + member);
    }
}
