package dev.botrunner.e2e.live;

import static dev.botrunner.e2e.stand.CallerKey.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.Joins;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may do what, with keys. */
@ParameterizedClass
@EnumSource(names = {"PLAIN", "REDIS"})
@ExtendWith(LogsOnFailure.class)
@SuppressWarnings("NullAway.Init")
class KeysWalkIT {

    private static final String ROOM = "{\"bot\":\"stay\",\"room_url\":\"https://rooms.example/keys\"}";

    @TempDir
    private static Path folder;

    private static Stand stand;

    @Parameter
    Topology topology;

    @BeforeParameterizedClassInvocation
    static void start(Topology topology) throws IOException {
        Path keys = folder.resolve("keys.yaml");
        Files.writeString(
                keys, """
                keys:
                  - {sha256: "%s", tenant: acme, scopes: [join, read, stop, events]}
                  - {sha256: "%s", tenant: acme, scopes: [read]}
                  - {sha256: "%s", tenant: other, scopes: [join, read, stop, events]}
                  - {sha256: "%s", tenant: "*", scopes: [read, admin]}
                  - {sha256: "%s", scopes: [work]}
                """.formatted(hash("acme"), hash("reader"), hash("other"), hash("boss"), hash("worker")));
        stand = Stand.startServer(StandPlan.of(topology).control("--auth", "keys", "--keys", keys.toString()));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        stand.close();
    }

    @Test
    void whoShowsNoKeyIsTurnedAway() {
        assertThat(stand.api().post("/v1/join", ROOM, Map.of()).code()).isEqualTo("unauthorized");
        assertThat(as("nobody").get("/v1/sessions").status()).isEqualTo(401);
        assertThat(stand.api().statusOfEvents("/v1/events", "x")).isEqualTo(401);
        assertThat(stand.link()
                        .as("nobody")
                        .post("/link/v1/claim", Json.Obj.EMPTY)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aSessionIsItsTenantsOnly() {
        Reply joined = join("acme");
        assertThat(joined.status()).isEqualTo(202);
        String path = "/v1/sessions/" + joined.object().textAt("session_id").orElseThrow();
        assertThat(as("acme").get(path).status()).isEqualTo(200);
        assertThat(as("reader").get(path).status()).isEqualTo(200);
        assertThat(as("other").get(path).status()).isEqualTo(404);
        assertThat(as("other").delete(path).status()).isEqualTo(404);
        assertThat(as("other").statusOfEvents(path + "/events", "x")).isEqualTo(404);
        assertThat(as("boss").get(path).object().textAt("tenant")).contains("acme");
        Reply elsewhere = join("other");
        assertThat(elsewhere.status()).as("one room, two tenants").isEqualTo(202);
        assertThat(as("reader").delete(path).status()).isEqualTo(403);
        assertThat(as("acme").delete(path).status()).isEqualTo(202);
    }

    @Test
    void aKeyMayDoWhatItsScopesSay() {
        assertThat(as("reader").post("/v1/join", ROOM, Map.of()).code()).isEqualTo("forbidden");
        assertThat(as("boss").post("/v1/join", ROOM, Map.of()).status()).isEqualTo(403);
        assertThat(as("worker").get("/v1/sessions").status()).isEqualTo(403);
        assertThat(as("worker").get("/v1/queue/stay/demand").status()).isEqualTo(200);
        assertThat(as("acme").get("/v1/queue/stay/demand").status()).isEqualTo(403);
    }

    @Test
    void aBrowserLogsInAndOut() {
        Api browser = stand.api();
        Reply login = browser.post("/v1/login", Json.obj().put("key", "acme").build());
        assertThat(login.status()).isEqualTo(204);
        String cookie = login.header("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
        Map<String, String> shown = Map.of("Cookie", cookie.substring(0, cookie.indexOf(';')));
        assertThat(browser.call("GET", "/v1/sessions", shown).status()).isEqualTo(200);
        assertThat(browser.post("/v1/join", ROOM, shown).status()).isEqualTo(403);
        Map<String, String> meant = Map.of("Cookie", shown.get("Cookie"), "X-Botrunner", "1");
        assertThat(Joins.answered(() -> browser.post("/v1/join", ROOM, meant)).status())
                .isIn(200, 202);
        assertThat(browser.post("/v1/logout", Json.Obj.EMPTY).status()).isEqualTo(204);
    }

    private static Reply join(String key) {
        return Joins.answered(() -> as(key).post("/v1/join", ROOM, Map.of()));
    }

    private static Api as(String key) {
        return stand.api().as(key);
    }
}
