package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SpecEnvironmentPropertiesTest {

    private static final SessionId ID = new SessionId("01k0000000000000000000000a");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Property(tries = 300)
    void whatWasWrittenIsReadAgain(@ForAll("assignments") Assignment assignment) {
        var given = new SpecEnvironment.Given(
                new SessionId("01k0000000000000000000000b"),
                Optional.empty(),
                Duration.ofMinutes(1),
                Duration.ofSeconds(20),
                List.of(),
                NOW);
        var reading = SpecEnvironment.read(SpecEnvironment.write(assignment, Map.of()), given);
        assertThat(reading).isEqualTo(new SpecEnvironment.Reading.Complete(assignment));
    }

    @Provide
    Arbitrary<Assignment> assignments() {
        var secrets = Arbitraries.maps(names(), texts().map(Secret::new)).ofMaxSize(3);
        return Combinators.combine(specs(), Arbitraries.integers().between(1, 9), texts().optional(), secrets)
                .as((spec, attempt, token, hidden) -> new Assignment(
                        spec,
                        attempt,
                        token.map(Secret::new),
                        hidden,
                        spec.terms().maxDuration()));
    }

    private static Arbitrary<SessionSpec> specs() {
        var rooms = Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20);
        var labels = Arbitraries.maps(texts(), texts()).ofMaxSize(3);
        var most = Arbitraries.longs().between(1, 10_000_000).map(Duration::ofMillis);
        return Combinators.combine(rooms, personas(), objects().optional(), labels, most)
                .as((room, persona, user, tags, max) -> new SessionSpec(
                        ID,
                        new Tenant("acme"),
                        new BotName("chat"),
                        room("https://meet.example/" + room),
                        persona,
                        user,
                        tags,
                        new Supply(Map.of(), List.of(), "direct", Optional.empty()),
                        new Terms(1, Duration.ZERO, max, Duration.ofSeconds(20), OnCrash.END),
                        NOW,
                        Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                        Optional.empty()));
    }

    private static Arbitrary<Persona> personas() {
        var prompts = Arbitraries.maps(texts(), texts()).ofMaxSize(3);
        var features = Arbitraries.strings()
                .withChars("abc019_.-")
                .ofMinLength(1)
                .ofMaxLength(8)
                .list()
                .ofMaxSize(4);
        var tools = objects().list().ofMaxSize(2).map(Json::arr).optional();
        return Combinators.combine(
                        objects().optional(),
                        prompts,
                        features,
                        objects().optional(),
                        objects().optional(),
                        tools)
                .as(Persona::new);
    }

    private static Arbitrary<Json.Obj> objects() {
        return Arbitraries.maps(texts(), texts()).ofMaxSize(3).map(entries -> Json.texts(entries));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .ofMinLength(3)
                .ofMaxLength(10)
                .map(name -> "X" + name);
    }

    /** Any text that a variable can hold: no NUL, no lone surrogate, not empty. */
    private static Arbitrary<String> texts() {
        return Arbitraries.integers()
                .between(1, 0x10FFFF)
                .filter(c -> (c < 0xD800 || c > 0xDFFF) && c != 0xFEFF)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(points -> points.stream().map(Character::toString).collect(Collectors.joining()));
    }

    private static Room room(String url) {
        return ((Room.Parsed) Room.parse(url, Set.of("https"))).room();
    }
}
