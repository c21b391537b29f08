package dev.botrunner.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.files.KeyScope;
import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginsTest {

    private final TestDoors doors = new TestDoors(new Entrance(
            List.of(
                    Endpoint.get("/v1/thing", _ -> Reply.ok(Json.nil()), KeyScope.READ),
                    Endpoint.post("/v1/thing", _ -> Reply.ok(Json.nil()), KeyScope.JOIN)),
            Gate.OPEN,
            new Origins(Set.of("https://desk.example")),
            Observer.NONE,
            Duration.ofSeconds(5)));

    @AfterAll
    void close() {
        doors.close();
    }

    private RawHttp.Answer ask(String method, String headers) {
        return RawHttp.ask(doors.port(), method + " /v1/thing HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    }

    private static boolean isShared(RawHttp.Answer answer) {
        return answer.headers().stream().anyMatch(line -> line.startsWith("Access-Control-"));
    }

    @Test
    void aListedOriginIsNamedAndNeverAWildcard() {
        RawHttp.Answer answer = ask("GET", "Origin: https://desk.example\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("access-control-allow-origin")).contains("https://desk.example");
        assertThat(answer.header("vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://desk.example",
                "https://desk.example.evil",
                "https://DESK.example"
            })
    void anotherOriginGetsNoHeadersOfSharing(String origin) {
        assertThat(isShared(ask("GET", "Origin: " + origin + "\r\n"))).isFalse();
        assertThat(isShared(ask("OPTIONS", "Origin: " + origin + "\r\nAccess-Control-Request-Method: POST\r\n")))
                .isFalse();
    }

    @Test
    void aBrowserMayAskWhatItMaySend() {
        RawHttp.Answer answer =
                ask("OPTIONS", "Origin: https://desk.example\r\nAccess-Control-Request-Method: POST\r\n");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("access-control-allow-methods")).contains("GET, HEAD, POST");
        assertThat(answer.header("access-control-allow-headers"))
                .hasValueSatisfying(headers -> assertThat(headers).contains("Idempotency-Key", "X-Botrunner"));
        assertThat(answer.header("access-control-allow-origin")).contains("https://desk.example");
    }

    @Test
    void problemsAreSharedToo() {
        RawHttp.Answer answer = ask("DELETE", "Origin: https://desk.example\r\n");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("access-control-allow-origin")).contains("https://desk.example");
    }

    @Test
    void aHostThatIsNotOursChangesNothing() {
        RawHttp.Answer answer = RawHttp.ask(
                doors.port(), "GET /v1/thing HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(String.join("\n", answer.headers())).doesNotContain("evil");
    }
}
