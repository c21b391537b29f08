package dev.botrunner.bot.chat.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.bot.chat.model.ToolCall;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DialogueTest {

    private static final ToolCall CALL = new ToolCall("c1", "look_up", "{}");

    @Test
    void theOldestTurnsAreDroppedAndTheSystemsPartStays() {
        var dialogue = new Dialogue(40);
        for (int i = 0; i < 10; i++) {
            dialogue.add(new Entry.Said(Optional.empty(), "number " + i + " ".repeat(16)));
        }
        List<Json.Obj> messages = dialogue.messages("system", "");
        assertThat(texts(messages)).first().isEqualTo("system");
        assertThat(texts(messages)).last().asString().startsWith("number 9");
        assertThat(messages).hasSize(4);
    }

    @Test
    void everyKindOfEntryIsToldAsTheModelExpectsIt() {
        var dialogue = new Dialogue(1_000);
        dialogue.add(new Entry.Said(Optional.of("Ada"), "hello"));
        dialogue.add(new Entry.Spoken("", List.of(CALL)), new Entry.Result("c1", "found"));
        dialogue.add(new Entry.Note("mind the gap"));
        dialogue.add(new Entry.Spoken("There.", List.of()));
        assertThat(dialogue.messages("s", "now").stream().map(Json.Obj::text))
                .containsExactly(
                        "{\"role\":\"system\",\"content\":\"s\"}",
                        "{\"role\":\"user\",\"content\":\"Ada: hello\"}",
                        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"look_up\",\"arguments\":\"{}\"}}]}",
                        "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"found\"}",
                        "{\"role\":\"system\",\"content\":\"mind the gap\"}",
                        "{\"role\":\"assistant\",\"content\":\"There.\"}",
                        "{\"role\":\"system\",\"content\":\"now\"}");
    }

    @Property(tries = 300)
    void aQuestionKeepsItsBoundAndNothingButItsBeginningIsMissing(
            @ForAll("turns") List<List<Entry>> turns,
            @ForAll @IntRange(min = 200, max = 2_000) int most,
            @ForAll @IntRange(max = 400) int system) {
        var dialogue = new Dialogue(most);
        turns.forEach(dialogue::add);
        List<Json.Obj> messages = dialogue.messages("s".repeat(system), "");
        int tokens = messages.stream()
                .skip(1)
                .mapToInt(message -> Dialogue.tokens(message.textAt("content").orElse("")))
                .sum();
        assertThat(tokens).isLessThanOrEqualTo(Math.max(most - Dialogue.tokens("s".repeat(system)), most / 4));
        List<Entry> all = turns.stream().flatMap(List::stream).toList();
        List<Json.Obj> told = messages.subList(1, messages.size());
        assertThat(told.size()).isLessThanOrEqualTo(all.size());
        assertThat(told)
                .hasSizeGreaterThanOrEqualTo(
                        turns.isEmpty() ? 0 : turns.getLast().size());
        if (told.size() > turns.stream().mapToInt(List::size).max().orElse(0)) {
            assertThat(texts(told))
                    .isEqualTo(all.subList(all.size() - told.size(), all.size()).stream()
                            .map(Entry::text)
                            .toList());
        }
        assertThat(told.isEmpty() || !told.getFirst().textAt("role").orElse("").equals("tool"))
                .isTrue();
    }

    @Provide
    Arbitrary<List<List<Entry>>> turns() {
        Arbitrary<String> text =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(3_000);
        Arbitrary<List<Entry>> said = text.map(it -> List.of(new Entry.Said(Optional.empty(), it)));
        Arbitrary<List<Entry>> used = text.map(
                it -> List.of(new Entry.Spoken(it.substring(0, 1), List.of(CALL)), new Entry.Result("c1", it)));
        return Arbitraries.oneOf(said, used).list().ofMaxSize(12);
    }

    private static List<String> texts(List<Json.Obj> messages) {
        List<String> texts = new ArrayList<>();
        messages.forEach(message -> texts.add(message.textAt("content").orElse("")));
        return texts;
    }
}
