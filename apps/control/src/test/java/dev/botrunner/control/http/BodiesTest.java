package dev.botrunner.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.files.KeyScope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodiesTest {

    private static final String JSON = "Content-Type: application/json\r\n";
    private final TestDoors doors =
            TestDoors.of(Gate.OPEN, Endpoint.post("/v1/echo", call -> Reply.ok(call.object()), KeyScope.JOIN));

    @AfterAll
    void close() {
        doors.close();
    }

    private static String head(String headers) {
        return "POST /v1/echo HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
    }

    private RawHttp.Answer post(String headers, String body) {
        return RawHttp.ask(
                doors.port(),
                head("Content-Length: " + body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length + "\r\n"
                                + headers)
                        + body);
    }

    private static void refused(RawHttp.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"a\"", "1", "{} {}", "{\"a\":", "{\"a\":1,\"a\":2}", "\uFEFF{}"})
    void whatIsNotOneObjectIsMalformed(String body) {
        refused(post(JSON, body), 400, "malformed_json");
    }

    @Test
    void depthWithoutEndIsMalformed() {
        refused(post(JSON, "[".repeat(10_000)), 400, "malformed_json");
        refused(post(JSON, "{\"a\":".repeat(10_000)), 400, "malformed_json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: application/json; charset=utf-16\r\n",
                "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"
            })
    void whatIsNotJsonIsNotUnderstood(String headers) {
        refused(post(headers, "{}"), 415, "unsupported_media_type");
    }

    @Test
    void jsonMayNameItsCharset() {
        assertThat(post("Content-Type: application/json; charset=UTF-8\r\n", "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatAcceptsNothingWeHaveGetsNothing() {
        refused(post(JSON + "Accept: text/html\r\n", "{}"), 406, "not_acceptable");
        refused(post(JSON + "Accept: application/json;q=0\r\n", "{}"), 406, "not_acceptable");
        assertThat(post(JSON + "Accept: text/html, */*;q=0.1\r\n", "{}").status())
                .isEqualTo(200);
    }

    @Test
    void aBodyAtTheLimitIsTakenAndOneOverItIsNot() {
        String most = "{\"a\":\"" + "x".repeat(BodyReader.LIMIT - 8) + "\"}";
        assertThat(post(JSON, most).status()).isEqualTo(200);
        refused(post(JSON, most + " "), 413, "too_large");
    }

    @Test
    void aChunkedBodyWithoutEndIsCut() {
        try (RawHttp http = new RawHttp(doors.port())) {
            http.send(head(JSON + "Transfer-Encoding: chunked\r\n"));
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 20; i++) {
                http.send(chunk);
            }
            http.send("0\r\n\r\n");
            refused(http.answer(), 413, "too_large");
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void aLargeBodyIsRefusedBeforeItIsSentWhereItsSenderAsks() {
        try (RawHttp http = new RawHttp(doors.port())) {
            http.send(head(JSON + "Content-Length: 100000000\r\nExpect: 100-continue\r\n"));
            refused(http.answer(), 413, "too_large");
        }
    }

    @Test
    void aBodyThatDoesNotComeTimesOut() {
        try (RawHttp http = new RawHttp(doors.port())) {
            http.send(head(JSON + "Content-Length: 10\r\n") + "{\"a\"");
            refused(http.answer(), 408, "timeout");
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void aConnectionGoesOnAfterARefusal() {
        try (RawHttp http = new RawHttp(doors.port())) {
            String good = head(JSON + "Content-Length: 2\r\n") + "{}";
            refused(http.send(head("Content-Length: 2\r\n") + "{}").answer(), 415, "unsupported_media_type");
            assertThat(http.send(good).answer().status()).isEqualTo(200);
            assertThat(http.send(good + good).answer().status()).isEqualTo(200);
            assertThat(http.answer().status()).isEqualTo(200);
        }
    }
}
