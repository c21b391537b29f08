package dev.botrunner.bot.chat.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final List<String> faults = new ArrayList<>();

    private ChatConfig config(String json) {
        return ChatConfig.read(Json.parse(json).asObj().orElseThrow(), faults);
    }

    @Test
    void whatIsGivenCountsAndTheRestIsAsUsual() {
        ChatConfig config = config("{\"wrap_up_seconds\": 0.25, \"model_options\": {\"temperature\": 0.5}}");
        assertThat(faults).isEmpty();
        assertThat(config.wrapUp()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.model().options().text()).isEqualTo("{\"temperature\":0.5}");
        assertThat(config.room()).isEqualTo(ChatConfig.USUAL.room());
        assertThat(config.room().first()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.room().after()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void allFaultsAreToldAndNoValues() {
        config(
                "{\"wrap_up_seconds\": -1, \"model_tries\": 99, \"leave_empty_room\": 1, \"model_options\": {\"stream\": false},"
                        + " \"idle_prompt_seconds\": \"secret\", \"wrapup\": 1}");
        assertThat(faults)
                .hasSize(6)
                .allSatisfy(fault -> assertThat(fault).doesNotContain("secret", "99"))
                .anySatisfy(fault -> assertThat(fault).contains("model_options.stream"))
                .anySatisfy(fault -> assertThat(fault).contains("unknown member 'wrapup'"));
    }

    @Test
    void featuresThatOthersKnowAreForOthers() {
        assertThat(Feature.of(List.of())).isEqualTo(Feature.all());
        assertThat(Feature.of(List.of("captions", "wrap_up"))).containsExactly(Feature.WRAP_UP);
    }

    @Test
    void aPersonalityIsReadAsFarAsItIsUnderstood() {
        var record = Json.parse("""
                {"name": "  Robin\\nHood ", "persona": {"age": 30}, "shoe_size": 44, "language": null}""");
        var robin = Personality.read(record.asObj().orElseThrow(), "chat", faults);
        assertThat(robin.name()).isEqualTo("Robin Hood");
        assertThat(robin.persona()).contains("{\"age\":30}");
        assertThat(robin.language()).isEmpty();
        assertThat(faults).isEmpty();
        var odd = Json.obj().put("name", 7).put("greeting", true).build();
        assertThat(Personality.read(odd, "chat", faults).name()).isEqualTo("chat");
        assertThat(faults).hasSize(2);
        var tall = Json.obj().put("name", "👋".repeat(100)).build();
        assertThat(Personality.read(tall, "chat", faults).name().codePointCount(0, 128))
                .isEqualTo(64);
    }

    @Test
    void toolsComeInThreeForms() {
        var tools = (Json.Arr) Json.parse("""
                [{"type": "function", "function": {"name": "a", "parameters": {"type": "object"}}},
                 {"name": "b", "description": "B"}, {"name": "c", "inputSchema": {"x": 1}}, {"name": "no spaces"}, 7]""");
        assertThat(ToolManifest.read(tools, faults))
                .extracting(tool ->
                        tool.objAt("function").orElseThrow().textAt("name").orElseThrow())
                .containsExactly("a", "b", "c");
        assertThat(faults).hasSize(2);
    }

    @Test
    void placeholdersWithoutAValueStay() {
        var prompts = new Prompts(Map.of("idle", "{name}, {nobody} {}"), Optional.empty());
        assertThat(prompts.words(Prompt.IDLE, Map.of("name", "A$1\\")).text()).isEqualTo("A$1\\, {nobody} {}");
    }

    @Test
    void everyPromptHasAUsualText() {
        assertThat(Prompt.values())
                .allSatisfy(prompt -> assertThat(prompt.usual()).isNotBlank());
    }
}
