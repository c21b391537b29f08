package dev.botrunner.assets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.session.Assignment;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Json;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HydratorTest {

    private static final Json.Obj BY_ID =
            Json.obj().put("personality_id", "ada").build();

    private final Map<AssetKey, String> contents = new HashMap<>();
    private final AssetSource source = key -> Optional.ofNullable(contents.get(key))
            .map(text -> text.getBytes(UTF_8))
            .map(bytes -> new Asset(key, bytes, Asset.digest(bytes)));

    @Test
    void aPersonaThatIsAllThereIsLeftAsItIs() throws InterruptedException {
        var assignment = with(Json.obj().put("name", "Ada").build(), Map.of());
        assertThat(new Hydrator(source).load(assignment))
                .isEqualTo(new Hydrator.Hydrated(assignment, AssetBundle.EMPTY));
    }

    @Test
    void whatIsNamedByItsIdIsFilledIn() throws InterruptedException {
        put("personality", "{\"name\":\"Ada\"}");
        put("prompts", "{\"a\":\"theirs\",\"b\":\"theirs\"}");
        put("tools", "[1]");
        var hydrated = new Hydrator(source).load(with(BY_ID, Map.of("a", "ours")));
        Persona persona = hydrated.assignment().spec().persona();
        assertThat(persona.personality()).contains(Json.obj().put("name", "Ada").build());
        assertThat(persona.functionalPrompts()).isEqualTo(Map.of("a", "ours", "b", "theirs"));
        assertThat(persona.tools()).contains(Json.arr(Json.num(1)));
        assertThat(persona.voice()).isEmpty();
        assertThat(hydrated.assets().assets()).hasSize(3);
    }

    @Test
    void aPersonalityThatIsNowhereIsMissing() {
        assertFails(with(BY_ID, Map.of()), ErrorCode.ASSET_MISSING);
    }

    @Test
    void anIdThatIsNoneIsMissing() {
        assertFails(with(Json.obj().put("personality_id", "../ada").build(), Map.of()), ErrorCode.ASSET_MISSING);
    }

    @Test
    void whatIsNotOfItsFormIsDamaged() {
        for (String text : new String[] {"", "[]", "{\"a\":1,\"a\":2}", "e30="}) {
            put("personality", text);
            assertFails(with(BY_ID, Map.of()), ErrorCode.ASSET_DAMAGED);
        }
        put("personality", "{}");
        put("prompts", "{\"a\":1}");
        assertFails(with(BY_ID, Map.of()), ErrorCode.ASSET_DAMAGED);
    }

    @Test
    void aSourceThatDoesNotAnswerIsPassedOverWhileAnotherHasIt() throws InterruptedException {
        AssetSource down = _ -> {
            throw new DependencyException(new Failure(ErrorCode.STORE_UNAVAILABLE, "down"));
        };
        put("personality", "{}");
        AssetKey key = new AssetKey("personality", "ada");
        assertThat(new AssetSources(List.of(down, source)).fetch(key)).isPresent();
        assertThatThrownBy(() -> new AssetSources(List.of(down, source)).fetch(new AssetKey("voice", "ada")))
                .isInstanceOf(DependencyException.class);
    }

    @Test
    void anUnknownSchemeNamesTheKnownOnes() {
        assertThatThrownBy(() -> AssetSources.open(List.of("ftp://x")))
                .isInstanceOf(DependencyException.class)
                .hasMessageContaining("[env, files]");
    }

    private void put(String kind, String text) {
        contents.put(new AssetKey(kind, "ada"), text);
    }

    private void assertFails(Assignment assignment, ErrorCode code) {
        assertThatThrownBy(() -> new Hydrator(source).load(assignment))
                .isInstanceOfSatisfying(
                        DependencyException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    private static Assignment with(Json.Obj personality, Map<String, String> prompts) {
        var persona = new Persona(
                Optional.of(personality), prompts, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
        var spec = new SessionSpec(
                new SessionId("01k0000000000000000000000a"),
                Tenant.DEFAULT,
                new BotName("echo"),
                Room.ofKey("https://meet.example/a"),
                persona,
                Optional.empty(),
                Map.of(),
                Supply.NONE,
                new Terms(1, Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofSeconds(20), OnCrash.END),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return new Assignment(spec, 1, Optional.empty(), Map.of(), Duration.ofHours(1));
    }
}
