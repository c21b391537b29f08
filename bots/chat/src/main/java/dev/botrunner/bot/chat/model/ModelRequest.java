package dev.botrunner.bot.chat.model;

import dev.botrunner.session.Json;
import java.util.List;

/**
 * One question.
 *
 * @param messages as the model's API takes them, the system's first
 * @param tools likewise; none: the model is told of no tools
 */
public record ModelRequest(List<Json.Obj> messages, List<Json.Obj> tools) {

    public ModelRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /** What is said is not for logs. */
    @Override
    public String toString() {
        return "ModelRequest[" + messages.size() + " messages, " + tools.size() + " tools]";
    }
}
