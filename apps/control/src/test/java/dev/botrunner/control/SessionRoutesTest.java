package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.control.http.RawHttp;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRoutesTest {

    private final ApiUnderTest api = new ApiUnderTest();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void pagesFollowEachOtherNewestFirst() {
        List<String> joined = IntStream.range(0, 7)
                .mapToObj(i -> api.joined("https://rooms.example/" + i))
                .sorted(Comparator.reverseOrder())
                .toList();
        api.as("other", "POST /v1/join", "{\"room_url\":\"https://rooms.example/0\"}");

        List<String> listed = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            String after = next.get().isEmpty() ? "" : "&after=" + next.get();
            Json.Obj page =
                    api.ask("GET /v1/sessions?limit=3&state=queued" + after, "").json();
            listed.addAll(ids(page));
            next = page.textAt("next");
        }

        assertThat(listed).isEqualTo(joined);
    }

    @Test
    void filtersHoldTogether() {
        String wanted = join("{\"room_url\":\"https://r.example/1\",\"labels\":{\"a\":\"x:y\",\"b\":\"1\"}}");
        join("{\"room_url\":\"https://r.example/2\",\"labels\":{\"a\":\"x:y\"}}");
        String support = join("{\"bot\":\"support\",\"room_url\":\"https://r.example/3\"}");

        assertThat(list("label=a:x:y&label=b:1")).containsExactly(wanted);
        assertThat(list("label=a:x:y&label=a:z")).isEmpty();
        assertThat(list("room_url=HTTPS%3A%2F%2FR.example%3A443%2F1%2F")).containsExactly(wanted);
        assertThat(list("bot=support")).containsExactly(support);
        assertThat(list("bot=support&bot=echo&state=queued&state=joined")).hasSize(3);
        assertThat(list("state=ended")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=-1", "limit=0", "limit=501", "limit=1e9", "limit=1000000000", "limit=", "limit=1&limit=2",
                        "state=gone",
                "state=", "bot=UPPER", "label=x", "label=A:b", "label=:b", "room_url=here", "room_url=https://a@b/",
                        "after=",
                "after=AAAA", "after=%00", "after=%ff", "colour=red", "sort=1"
            })
    void whatIsNoFilterIsRefused(String query) {
        RawHttp.Answer answer = api.ask("GET /v1/sessions?" + query, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("bad_parameter");
    }

    @Test
    void aCursorOfAnotherListOrTenantIsRefused() {
        api.joined("https://rooms.example/1");
        api.joined("https://rooms.example/2");
        String cursor =
                api.ask("GET /v1/sessions?limit=1", "").json().textAt("next").orElseThrow();

        assertThat(api.ask("GET /v1/sessions?limit=2&after=" + cursor, "").status())
                .isEqualTo(200);
        assertThat(api.ask("GET /v1/sessions?state=queued&after=" + cursor, "").status())
                .isEqualTo(400);
        assertThat(api.as("other", "GET /v1/sessions?after=" + cursor, "").status())
                .isEqualTo(400);
        assertThat(api.ask("GET /v1/sessions?after=" + cursor.substring(1), "").status())
                .isEqualTo(400);
        assertThat(api.ask("GET /v1/sessions?after=" + "B" + cursor.substring(1), "")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void deletingTwiceEndsOnce() {
        String id = api.joined("https://rooms.example/1");

        assertThat(api.ask("DELETE /v1/sessions/" + id, "").status()).isEqualTo(202);
        RawHttp.Answer second = api.ask("DELETE /v1/sessions/" + id, "");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().objAt("end").flatMap(end -> end.textAt("outcome")))
                .contains("stopped");
        assertThat(api.ask("DELETE /v1/sessions/" + id.toUpperCase(Locale.ROOT), "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void profilesShowNeitherProgramsNorEnvironmentNorSecrets() {
        RawHttp.Answer bots = api.ask("GET /v1/bots", "");

        assertThat(bots.body()).contains("\"support\"").doesNotContain("canary", "exec", "EchoBot");
        assertThat(bots.json().textAt("default")).contains("echo");
    }

    @Test
    void theQueueIsOnesOwnUnlessOneIsAdministrator() {
        api.joined("https://rooms.example/1");
        api.as("other", "POST /v1/join", "{\"room_url\":\"https://rooms.example/1\"}");

        assertThat(queued("acme")).isEqualTo(1);
        assertThat(queued("boss")).isEqualTo(2);
        assertThat(api.as("worker", "GET /v1/queue/echo/demand", "").body())
                .isEqualTo("{\"queued\":2,\"startable\":2,\"in_flight\":0}");
    }

    private long queued(String key) {
        return api.as(key, "GET /v1/queue", "").json().itemsAt("bots").orElseThrow().stream()
                .mapToLong(bot -> bot.asObj().orElseThrow().integerAt("queued").orElseThrow())
                .sum();
    }

    private String join(String body) {
        return api.ask("POST /v1/join", body).json().textAt("session_id").orElseThrow();
    }

    private List<String> list(String query) {
        return ids(api.ask("GET /v1/sessions?" + query, "").json());
    }

    private static List<String> ids(Json.Obj page) {
        return page.itemsAt("sessions").orElseThrow().stream()
                .map(session ->
                        session.asObj().orElseThrow().textAt("session_id").orElseThrow())
                .toList();
    }
}
