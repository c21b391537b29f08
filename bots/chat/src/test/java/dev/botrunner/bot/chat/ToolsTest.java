package dev.botrunner.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.bot.chat.model.ToolCall;
import dev.botrunner.room.memory.MemoryPerson;
import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tools: the bot's own, those that somebody outside looks after, and those that nobody has. */
class ToolsTest {

    private static final Json.Arr WEATHER = (Json.Arr) Json.parse("""
            [{"name": "weather", "description": "Tells the weather.", "inputSchema": {"type": "object"}}]""");

    private final Stage stage = Stage.of(Casting.USUAL.tools(WEATHER));
    private final MemoryPerson ada = comes();

    private MemoryPerson comes() {
        MemoryPerson person = stage.comes("Ada");
        stage.enter();
        stage.says(person, "hello");
        return person;
    }

    private void calls(String tool, String arguments) {
        stage.model.last().calls(new ToolCall("c1", tool, arguments));
        stage.settle();
    }

    @Test
    void theModelIsToldOfTheSessionsToolsAndOfTheBotsOwn() {
        assertThat(stage.model.last().tools()).containsExactly("weather", "end_call", "who_is_here", "current_time");
        assertThat(stage.model.last().request.tools().getFirst().text())
                .isEqualTo(
                        "{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"description\":\"Tells the weather.\","
                                + "\"parameters\":{\"type\":\"object\"}}}");
    }

    @Test
    void withoutTheFeatureItIsToldOfNone() {
        Stage plain = Stage.of(Casting.USUAL.tools(WEATHER).features("greeting"));
        var grace = plain.comes("Grace");
        plain.enter();
        plain.says(grace, "hello");
        assertThat(plain.model.last().tools()).isEmpty();
    }

    @Test
    void aToolOfTheBotsOwnIsUsedAtOnce() {
        stage.model.last().text("Let me see.");
        calls("who_is_here", "");
        assertThat(stage.events("bot.tool.call").getFirst().text())
                .isEqualTo("{\"call_id\":\"c1\",\"tool\":\"who_is_here\",\"arguments\":{}}");
        assertThat(stage.events("bot.tool.result").getFirst().textAt("result")).contains("Ada");
        assertThat(stage.model.asked()).isEqualTo(2);
        assertThat(stage.model.last().messages()).endsWith("user: hello", "assistant: Let me see.", "tool: Ada");
        stage.model.last().text("Only you.").done();
        stage.settle();
        assertThat(stage.said()).last().isEqualTo("Let me see. Only you.");
        assertThat(stage.events("bot.turn.bot").getLast().textAt("text")).contains("Let me see. Only you.");
    }

    @Test
    void aToolOfTheSessionIsAnsweredFromOutside() {
        calls("weather", "{\"where\": \"here\"}");
        assertThat(stage.events("bot.tool.call")
                        .getFirst()
                        .objAt("arguments")
                        .orElseThrow()
                        .textAt("where"))
                .contains("here");
        assertThat(stage.model.asked()).isEqualTo(1);
        stage.pass(Duration.ofSeconds(3));
        stage.told(
                "tool_result",
                Json.obj().put("call_id", "c1").put("result", "rain").build());
        assertThat(stage.model.last().messages()).last().isEqualTo("tool: rain");
        assertThat(stage.events("bot.tool.result").getFirst().text())
                .isEqualTo("{\"call_id\":\"c1\",\"tool\":\"weather\",\"result\":\"rain\",\"duration_ms\":3000}");
        stage.told(
                "tool_result",
                Json.obj().put("call_id", "c1").put("result", "sun").build());
        assertThat(stage.events("bot.error").getLast().textAt("code")).contains("bad_message");
    }

    @Test
    void aToolThatNobodyLooksAfterIsUnavailable() {
        calls("weather", "{}");
        stage.pass(Duration.ofMillis(9_999));
        assertThat(stage.model.asked()).isEqualTo(1);
        stage.pass(Duration.ofMillis(1));
        assertThat(stage.model.last().messages()).last().asString().startsWith("tool: The tool is not available");
        assertThat(stage.events("bot.tool.result").getFirst().textAt("error")).isPresent();
    }

    @Test
    void aToolThatNobodyHasIsToldSo() {
        calls("fly", "not json");
        assertThat(stage.events("bot.tool.call").getFirst().textAt("arguments")).contains("not json");
        assertThat(stage.model.last().messages()).last().asString().startsWith("tool: There is no such tool");
    }

    @Test
    void whenTheModelEndsTheCallTheBotSaysGoodByeAndLeaves() {
        stage.model.last().text("It was nice to meet you.");
        calls("end_call", "{}");
        assertThat(stage.said()).endsWith("It was nice to meet you.", "Good-bye!");
        assertThat(stage.reason()).isEqualTo("said_goodbye");
        assertThat(stage.events("bot.turn.bot")).hasSize(3);
    }

    @Test
    void toolsAreNotUsedForEver() {
        for (int i = 0; i < 4; i++) {
            assertThat(stage.model.last().tools()).isNotEmpty();
            calls("current_time", "{}");
        }
        assertThat(stage.model.last().tools()).isEmpty();
        assertThat(stage.model.asked()).isEqualTo(5);
    }

    @Test
    void whoSpeaksWhileAToolIsWaitedForEndsTheWaiting() {
        calls("weather", "{}");
        stage.says(ada, "Never mind.");
        assertThat(stage.model.asked()).isEqualTo(2);
        assertThat(stage.model.last().messages()).endsWith("user: hello", "user: Never mind.");
        stage.pass(Duration.ofSeconds(15));
        assertThat(stage.model.asked()).isEqualTo(2);
    }

    @Test
    void callsOfOneNameAreToldApart() {
        stage.model.last().calls(new ToolCall("x", "current_time", ""), new ToolCall("x", "who_is_here", ""));
        stage.settle();
        assertThat(stage.events("bot.tool.result").stream()
                        .map(data -> data.textAt("call_id").orElse(""))
                        .toList())
                .isEqualTo(List.of("x", "x_1"));
        assertThat(stage.model.asked()).isEqualTo(2);
    }
}
