package dev.botrunner.bot.chat.settings;

import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What {@code config} of a session says to this bot.
 *
 * @param room when it greets, and how long it stays alone
 * @param idle what it does when nobody speaks
 * @param model how it asks
 * @param wrapUp how long before the maximum it says so
 * @param contextTokens what a question may take, see {@code Dialogue}
 */
public record ChatConfig(RoomTerms room, IdleTerms idle, ModelTerms model, Duration wrapUp, int contextTokens) {

    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final Set<String> OWN = Set.of("model", "messages", "stream", "stream_options", "tools");

    /** What counts where nothing is said. */
    public static final ChatConfig USUAL = read(Json.Obj.EMPTY, new java.util.ArrayList<>());

    /**
     * @param first how long it waits for the first person
     * @param after how long it stays when the last one has left
     * @param leave whether it leaves an empty room at all
     * @param greeting how long it waits for a second person before it greets the first
     */
    public record RoomTerms(Duration first, Duration after, boolean leave, Duration greeting) {}

    /**
     * @param prompt how long nobody must have spoken before it speaks
     * @param prompts how often it does so in a row
     * @param limit how long nobody may say anything before it leaves; zero: for ever
     */
    public record IdleTerms(Duration prompt, int prompts, Duration limit) {}

    /**
     * @param firstToken how long a model may take to begin
     * @param nextToken how long it may then fall silent
     * @param tries how often one question is asked at most
     * @param patience the longest {@code Retry-After} that is waited for
     * @param answer characters of an answer at most
     * @param toolRounds how often tools are used within one answer
     * @param toolWait how long a tool's result from outside is waited for
     * @param options further members of each question
     */
    public record ModelTerms(
            Duration firstToken,
            Duration nextToken,
            int tries,
            Duration patience,
            int answer,
            int toolRounds,
            Duration toolWait,
            Json.Obj options) {}

    static ChatConfig read(Json.Obj config, List<String> faults) {
        var reader = new ConfigReader(config, faults);
        var room = new RoomTerms(
                reader.seconds("empty_first_seconds", 10, DAY),
                reader.seconds("empty_after_seconds", 3, DAY),
                reader.flag("leave_empty_room", true),
                reader.seconds("greeting_wait_seconds", 1, 5));
        var idle = new IdleTerms(
                reader.seconds("idle_prompt_seconds", 60, DAY),
                reader.number("idle_prompts", 2, 0, 100),
                reader.seconds("idle_limit_seconds", 600, DAY));
        var model = new ModelTerms(
                reader.seconds("first_token_seconds", 20, HOUR),
                reader.seconds("next_token_seconds", 10, HOUR),
                reader.number("model_tries", 3, 1, 10),
                reader.seconds("retry_after_most_seconds", 10, HOUR),
                reader.number("answer_characters", 8_000, 1, 16_000),
                reader.number("tool_rounds", 4, 0, 32),
                reader.seconds("tool_wait_seconds", 10, HOUR),
                reader.object("model_options", OWN));
        Duration wrapUp = reader.seconds("wrap_up_seconds", 60, DAY);
        int context = reader.number("context_tokens", 6_000, 200, 2_000_000);
        reader.end();
        return new ChatConfig(room, idle, model, wrapUp, context);
    }
}
