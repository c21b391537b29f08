package dev.botrunner.bot.chat.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://m:1, http://m:1/v1/chat/completions",
        "http://m:1/, http://m:1/v1/chat/completions",
        "https://api.example/v1, https://api.example/v1/chat/completions",
        "https://api.example/v1/, https://api.example/v1/chat/completions",
        "https://api.example/v1/chat/completions, https://api.example/v1/chat/completions",
        "https://api.example/v1beta/openai, https://api.example/v1beta/openai/chat/completions",
        "https://api.example/api/paas/v4, https://api.example/api/paas/v4/chat/completions",
        "https://api.example/llm, https://api.example/llm/v1/chat/completions",
        "https://x.example/v1?api-version=2, https://x.example/v1/chat/completions?api-version=2",
        "HTTP://[::1]:80/vault, HTTP://[::1]:80/vault/v1/chat/completions",
    })
    void theVersionIsAddedWhereThereIsNone(String base, String completions) {
        assertThat(read(base))
                .isInstanceOfSatisfying(
                        ModelAddress.Reading.Good.class,
                        good -> assertThat(good.address().completions()).hasToString(completions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m:1", "/v1", "ftp://m/v1", "http://", "http://a b/", "http://user:key@m/v1"})
    void otherTextsAreNoAddress(String base) {
        assertThat(read(base)).isInstanceOf(ModelAddress.Reading.Faulty.class);
    }

    @Test
    void nothingOfAQueryIsShown() {
        assertThat(read("http://m/v1?key=hush").toString()).doesNotContain("hush");
    }

    private static ModelAddress.Reading read(String base) {
        return ModelAddress.read(base, "m", Optional.empty(), Json.Obj.EMPTY);
    }
}
