package dev.botrunner.control.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.Entrance;
import dev.botrunner.control.http.Observer;
import dev.botrunner.control.http.Origins;
import dev.botrunner.control.http.RawHttp;
import dev.botrunner.control.http.Reply;
import dev.botrunner.control.http.TestDoors;
import dev.botrunner.files.KeyScope;
import dev.botrunner.session.Json;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthTest {

    private static final Set<KeyScope> TENANT =
            EnumSet.of(KeyScope.JOIN, KeyScope.READ, KeyScope.STOP, KeyScope.EVENTS);

    private final ManualTicker ticker = new ManualTicker();
    private final AtomicReference<List<Key>> listed = new AtomicReference<>(List.of(
            key("acme-key", Optional.of(new Tenant("acme")), TENANT),
            key("reader-key", Optional.of(new Tenant("acme")), Set.of(KeyScope.READ)),
            key("work-key", Optional.empty(), Set.of(KeyScope.WORK)),
            key("root-key", Optional.empty(), EnumSet.of(KeyScope.ADMIN, KeyScope.JOIN))));
    private final Keyring keys = new ListedKeys(listed::get);
    private final Cookies cookies = new Cookies(new Signer(SealKeys.random()), ticker, false);
    private final List<BooleanSupplier> standing = new ArrayList<>();
    private final TestDoors doors = doors();

    private static Key key(String key, Optional<Tenant> tenant, Set<KeyScope> scopes) {
        String sha256 = HexFormat.of().formatHex(Digest.sha256(key));
        return new Key(sha256, tenant, scopes.contains(KeyScope.ADMIN), scopes);
    }

    private TestDoors doors() {
        List<Endpoint> endpoints = new ArrayList<>(new LoginRoutes(
                        keys, cookies, new LoginTries(ticker), new Proxies(List.of(Proxies.Block.parse("127.0.0.0/8"))))
                .endpoints());
        endpoints.add(Endpoint.post(
                        "/v1/join",
                        call -> {
                            standing.add(call.caller().standing());
                            return Reply.ok(
                                    Json.str(call.caller().requireTenant().name()));
                        },
                        KeyScope.JOIN)
                .withoutBody());
        endpoints.add(Endpoint.get(
                "/v1/sessions", call -> Reply.ok(Json.bool(call.caller().seesAll())), KeyScope.READ));
        endpoints.add(Endpoint.get("/v1/demand", _ -> Reply.ok(Json.nil()), KeyScope.WORK, KeyScope.ADMIN));
        return new TestDoors(new Entrance(
                endpoints, new KeyGate(keys, cookies), Origins.NONE, Observer.NONE, Duration.ofSeconds(5)));
    }

    @AfterEach
    void close() {
        doors.close();
    }

    private RawHttp.Answer ask(String line, String headers) {
        return RawHttp.ask(doors.port(), line + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    }

    private static String bearer(String key) {
        return "Authorization: Bearer " + key + "\r\n";
    }

    private RawHttp.Answer login(String key, String headers) {
        String body = "{\"key\":\"" + key + "\"}";
        return RawHttp.ask(
                doors.port(),
                "POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + headers
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static String cookieOf(RawHttp.Answer login) {
        return login.header("set-cookie").orElseThrow().split(";", 2)[0];
    }

    @Test
    void aKeySaysWhoseTenantItIs() {
        assertThat(ask("POST /v1/join", bearer("acme-key")).body()).isEqualTo("\"acme\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer wrong\r\n",
                "Authorization: Bearer \r\n",
                "Authorization: acme-key\r\n",
                "Authorization: Basic YWNtZS1rZXk6\r\n",
                "Authorization: Bearer acme-key\r\nAuthorization: Bearer acme-key\r\n",
                "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.\r\n",
                "Cookie: botrunner=AAAA\r\n",
                "Cookie: botrunner=\r\n"
            })
    void whatIsNoProofIsTurnedAwayWithoutDetail(String headers) {
        RawHttp.Answer answer = ask("POST /v1/join", headers);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("unauthorized");
        assertThat(answer.header("www-authenticate")).contains("Bearer");
        assertThat(answer.body())
                .isEqualTo(ask("POST /v1/join", bearer("other")).body());
    }

    @Test
    void aKeyOfAHundredKilobytesIsJustAWrongOne() {
        assertThat(ask("POST /v1/join", bearer("x".repeat(100_000))).status()).isEqualTo(401);
    }

    @Test
    void aMissingScopeIsForbidden() {
        assertThat(ask("POST /v1/join", bearer("reader-key")).code()).isEqualTo("forbidden");
        assertThat(ask("GET /v1/sessions", bearer("work-key")).code()).isEqualTo("forbidden");
        assertThat(ask("GET /v1/demand", bearer("work-key")).status()).isEqualTo(200);
    }

    @Test
    void anAdministratorSeesAllAndNeverJoins() {
        assertThat(ask("GET /v1/sessions", bearer("root-key")).body()).isEqualTo("true");
        assertThat(ask("GET /v1/sessions", bearer("acme-key")).body()).isEqualTo("false");
        assertThat(ask("POST /v1/join", bearer("root-key")).code()).isEqualTo("forbidden");
    }

    @Test
    void aRemovedKeyStandsNoMore() {
        ask("POST /v1/join", bearer("acme-key"));
        assertThat(standing.getFirst().getAsBoolean()).isTrue();
        listed.set(List.of());
        assertThat(standing.getFirst().getAsBoolean()).isFalse();
        assertThat(ask("POST /v1/join", bearer("acme-key")).status()).isEqualTo(401);
    }

    @Test
    void aCookieReadsAndWithTheHeaderWrites() {
        RawHttp.Answer login = login("acme-key", "");
        assertThat(login.status()).isEqualTo(204);
        assertThat(login.header("set-cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200")
                .doesNotContain("Secure", "acme");
        String cookie = "Cookie: " + cookieOf(login) + "\r\n";
        assertThat(ask("GET /v1/sessions", cookie).status()).isEqualTo(200);
        assertThat(ask("POST /v1/join", cookie).code()).isEqualTo("forbidden");
        assertThat(ask("POST /v1/join", cookie + "X-Botrunner: 1\r\n").status()).isEqualTo(200);
    }

    @Test
    void theHeaderCountsWhereBothAreSent() {
        String cookie = "Cookie: " + cookieOf(login("acme-key", "")) + "\r\n";
        assertThat(ask("GET /v1/sessions", cookie + bearer("wrong")).status()).isEqualTo(401);
    }

    @Test
    void aCookieEndsWithItsTimeAndWithItsKey() {
        String cookie = "Cookie: " + cookieOf(login("acme-key", "")) + "\r\n";
        ticker.advance(Cookies.LASTS.minusSeconds(1));
        assertThat(ask("GET /v1/sessions", cookie).status()).isEqualTo(200);
        ticker.advance(Duration.ofSeconds(1));
        assertThat(ask("GET /v1/sessions", cookie).status()).isEqualTo(401);
        String second = "Cookie: " + cookieOf(login("acme-key", "")) + "\r\n";
        listed.set(List.of());
        assertThat(ask("GET /v1/sessions", second).status()).isEqualTo(401);
    }

    @Test
    void logoutTakesTheCookieAway() {
        assertThat(ask("POST /v1/logout", "").header("set-cookie").orElseThrow())
                .startsWith("botrunner=; ");
    }

    @Test
    void fiveFailedLoginsAMinuteAreEnoughForAnAddress() {
        String from = "X-Forwarded-For: 203.0.113.7, 198.51.100.1\r\n";
        for (int i = 0; i < 5; i++) {
            assertThat(login("wrong", from).code()).isEqualTo("unauthorized");
        }
        RawHttp.Answer sixth = login("acme-key", from);
        assertThat(sixth.code()).isEqualTo("rate_limited");
        assertThat(sixth.header("retry-after")).contains("60");
        assertThat(login("acme-key", "X-Forwarded-For: 198.51.100.1, 203.0.113.7\r\n")
                        .status())
                .isEqualTo(204);
        ticker.advance(Duration.ofMinutes(1));
        assertThat(login("acme-key", from).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"; DROP", "1.2.3.4.5", "unknown", ""})
    void anAddressThatIsNoneIsNotBelieved(String forwarded) {
        for (int i = 0; i < 5; i++) {
            login("wrong", "X-Forwarded-For: " + forwarded + "\r\n");
        }
        assertThat(login("acme-key", "").code()).isEqualTo("rate_limited");
    }

    @Test
    void aThousandHopsAreNoTrouble() {
        assertThat(login("acme-key", "X-Forwarded-For: " + "127.0.0.1, ".repeat(1000) + "127.0.0.1\r\n")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aLoginNamesItsFaults() {
        String body = "{\"kee\":\"acme-key\"}";
        RawHttp.Answer answer = RawHttp.ask(
                doors.port(),
                "POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("\"pointer\":\"/key\"", "unknown_member")
                .doesNotContain("acme-key");
    }
}
