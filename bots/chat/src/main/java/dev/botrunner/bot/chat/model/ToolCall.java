package dev.botrunner.bot.chat.model;

/**
 * A tool that the model wants to be used.
 *
 * @param id by which the result is told
 * @param arguments as the model wrote them: JSON, if it did as it was told
 */
public record ToolCall(String id, String tool, String arguments) {

    /** What is passed may be personal. */
    @Override
    public String toString() {
        return "ToolCall[" + tool + "]";
    }
}
