package dev.botrunner.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.files.KeyScope;
import dev.botrunner.session.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolErrorsTest {

    private final TestDoors doors;

    ProtocolErrorsTest() {
        doors = TestDoors.of(
                Gate.OPEN,
                Endpoint.post("/v1/echo", call -> Reply.ok(call.object()), KeyScope.JOIN),
                Endpoint.get("/v1/thing/{id}", call -> Reply.ok(Json.str(call.name("id"))), KeyScope.READ)
                        .knowing("limit"),
                Endpoint.get("/v1/bug", _ -> {
                    throw new IllegalStateException("a secret: hunter2");
                }));
    }

    @AfterAll
    void close() {
        doors.close();
    }

    private RawHttp.Answer ask(String request) {
        return RawHttp.ask(doors.port(), request);
    }

    private RawHttp.Answer post(String headers, String body) {
        return ask("POST /v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n" + headers + "\r\n"
                + body);
    }

    private static void isProblem(RawHttp.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().integerAt("status")).hasValue(status);
        assertThat(answer.json().textAt("type")).contains("urn:botrunner:problem:" + code);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("jetty");
    }

    @Test
    void aBodyComesBackAsItWasSent() {
        RawHttp.Answer answer = post("Content-Type: application/json\r\n", "{\"a\":1}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"a\":1}");
        assertThat(answer.header("server")).isEmpty();
    }

    @Test
    void aPathIsMatchedByItsTemplate() {
        RawHttp.Answer answer = ask("GET /v1/thing/abc?limit=3 HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer.body()).isEqualTo("\"abc\"");
    }

    @Test
    void headAnswersTheHeadersOfGet() {
        try (RawHttp http = new RawHttp(doors.port())) {
            http.send("HEAD /v1/thing/abc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String length = "5";
            // The length is that of the body that does not come.
            assertThat(http.answer().header("content-length")).contains(length);
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void anUnknownPathIsNotFound() {
        isProblem(ask("GET /v2 HTTP/1.1\r\nHost: x\r\n\r\n"), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PUT", "TRACE", "OPTIONS", "BREW", "GET"})
    void aMethodThatIsNotTakenIsRefusedWithThoseThatAre(String method) {
        RawHttp.Answer answer = ask(method + " /v1/echo HTTP/1.1\r\nHost: x\r\n\r\n");
        isProblem(answer, 405, "method_not_allowed");
        assertThat(answer.header("allow")).contains("POST");
    }

    @Test
    void optionsOfTheServerAreNotTaken() {
        isProblem(ask("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"), 405, "method_not_allowed");
    }

    @Test
    void connectIsNotTaken() {
        RawHttp.Answer answer = ask("CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n");
        isProblem(answer, 405, "method_not_allowed");
        assertThat(answer.header("allow")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /v1/thing/a HTTP/1.1\r\n\r\n",
                "GET /v1/thing/a%2 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/thing/a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/thing/a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /v1/thing/a HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
                "GET /v1/thing/a HTTP/1.1\r\nHost: x\r\nA: b\r\n folded\r\n\r\n",
                "POST /v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: two\r\n\r\n{}",
                "POST /v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
            })
    void whatIsNoRequestIsABadOneAndTheConnectionIsClosed(String request) {
        try (RawHttp http = new RawHttp(doors.port())) {
            isProblem(http.send(request).answer(), 400, "bad_request");
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void otherVersionsAreNotSpoken() {
        isProblem(ask("GET /v1/thing/a HTTP/3.0\r\nHost: x\r\n\r\n"), 505, "version_not_supported");
        assertThat(ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").status()).isIn(400, 426, 505);
        assertThat(ask("GET /v1/thing/a\r\n\r\n").status()).isIn(400, 505);
    }

    @Test
    void tooManyHeadersAreTooLarge() {
        isProblem(
                ask("GET /v1/thing/a HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(200_000) + "\r\n\r\n"),
                431,
                "headers_too_large");
        isProblem(ask("GET /v1/thing/" + "a".repeat(200_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), 414, "uri_too_long");
    }

    @Test
    void anAbsoluteFormIsTakenWhereItNamesTheSameHost() {
        assertThat(ask("GET http://x/v1/thing/a HTTP/1.1\r\nHost: x\r\n\r\n").status())
                .isEqualTo(200);
        isProblem(ask("GET http://y/v1/thing/a HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "bad_request");
    }

    @Test
    void aBugIsNotShown() {
        RawHttp.Answer answer = ask("GET /v1/bug HTTP/1.1\r\nHost: x\r\n\r\n");
        isProblem(answer, 500, "internal");
        assertThat(answer.body()).doesNotContain("hunter2");
    }

    @Test
    void anUnknownParameterIsRefusedAndNamed() {
        RawHttp.Answer answer = ask("GET /v1/thing/a?limit=1&colour=red HTTP/1.1\r\nHost: x\r\n\r\n");
        isProblem(answer, 400, "bad_parameter");
        assertThat(answer.body()).contains("\"parameter\":\"colour\"").doesNotContain("red");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=%zz", "limit=%ff", "limit=%"})
    void aQueryThatIsNotUtf8IsRefused(String query) {
        RawHttp.Answer answer = ask("GET /v1/thing/a?" + query + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void theTraceOfARequestIsNamedInItsProblem() {
        RawHttp.Answer answer = ask("GET /v2 HTTP/1.1\r\nHost: x\r\n"
                + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\r\n");
        assertThat(answer.json().textAt("trace_id")).contains("0af7651916cd43dd8448eb211c80319c");
    }
}
