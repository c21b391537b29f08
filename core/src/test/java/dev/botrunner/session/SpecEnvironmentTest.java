package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecEnvironmentTest {

    private static final String CANARY = "canary-value";
    private static final SpecEnvironment.Given GIVEN = new SpecEnvironment.Given(
            new SessionId("01k0000000000000000000000a"),
            Optional.of(new BotName("echo")),
            Duration.ofHours(2),
            Duration.ofSeconds(20),
            List.of(),
            Instant.EPOCH);

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>(Map.of("ROOM_URL", "https://meet.example/a"));

    @Test
    void aRoomIsAllThatIsNeeded() {
        Assignment assignment = complete();
        assertThat(assignment.spec().id()).isEqualTo(GIVEN.id());
        assertThat(assignment.spec().bot().name()).isEqualTo("echo");
        assertThat(assignment.spec().tenant()).isEqualTo(Tenant.DEFAULT);
        assertThat(assignment.attempt()).isEqualTo(1);
        assertThat(assignment.maxDuration()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void withoutARoomNothingStarts() {
        environment.remove("ROOM_URL");
        assertThat(faults()).extracting(EnvironmentFault::variable).containsExactly("ROOM_URL");
    }

    @Test
    void allFaultsAreListedTogether() {
        environment.put("SESSION_ID", CANARY);
        environment.put("BOT_NAME", "No Name");
        environment.put("BOT_VOICE", "[]");
        environment.put("BOT_TOOLS", "{}");
        environment.put("TRACEPARENT", CANARY);
        assertThat(faults())
                .extracting(EnvironmentFault::variable)
                .containsExactlyInAnyOrder("SESSION_ID", "BOT_NAME", "BOT_VOICE", "BOT_TOOLS", "TRACEPARENT");
        assertThat(faults().toString()).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary-value",
                "[]",
                "null",
                "\"{}\"",
                "\"{\\\"name\\\":\\\"canary-value\\\"}\"",
                "e30=",
                "{\"name\":\"canary-value\",\"name\":2}",
                "{\"name\":\"canary-value\"",
                "\uFEFF{}",
                "{\"canary-value\":1e}"
            })
    void aPersonalityThatIsNotOneJsonObjectIsAFault(String text) {
        environment.put("BOT_PERSONALITY_RECORD", text);
        assertThat(faults()).extracting(EnvironmentFault::variable).containsExactly("BOT_PERSONALITY_RECORD");
        assertThat(faults().toString()).doesNotContain(CANARY);
    }

    @Test
    void aValueOfTwoMegabytesIsAFault() {
        environment.put("BOT_PERSONALITY_RECORD", "{\"a\":\"" + "x".repeat(2 << 20) + "\"}");
        assertThat(faults()).extracting(EnvironmentFault::variable).containsExactly("BOT_PERSONALITY_RECORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"a\"]", "{\"a\":1}", "{\"a\":{\"b\":\"c\"}}", "text"})
    void promptsAreAnObjectOfStrings(String text) {
        environment.put("BOT_FUNCTIONAL_PROMPTS", text);
        assertThat(faults()).extracting(EnvironmentFault::variable).containsExactly("BOT_FUNCTIONAL_PROMPTS");
    }

    @ParameterizedTest
    @CsvSource({
        "SESSION_ATTEMPT,one",
        "SESSION_ATTEMPT,0",
        "SESSION_ATTEMPT,-1",
        "SESSION_ATTEMPT,1.5",
        "SESSION_ATTEMPT,99999999999",
        "MAX_DURATION_SECONDS,10s",
        "MAX_DURATION_SECONDS,0",
        "MAX_DURATION_SECONDS,-5",
        "MAX_DURATION_SECONDS,1e999",
        "MAX_DURATION_SECONDS,NaN",
        "TENANT_ID,Acme",
        "ROOM_URL,ftp://meet.example/a",
        "ROOM_URL,meet.example",
        "BOT_SUPPORTED_FEATURES,'a,,b'",
        "BOT_SUPPORTED_FEATURES,'Ä'",
        "BOT_LABELS,'{\"a\":1}'"
    })
    void whatIsNotOfItsFormIsAFault(String name, String value) {
        environment.put(name, value);
        assertThat(faults()).extracting(EnvironmentFault::variable).containsExactly(name);
    }

    @Test
    void aVariableAndItsFileTogetherAreAFault() throws IOException {
        environment.put("ROOM_TOKEN", CANARY);
        environment.put("ROOM_TOKEN_FILE", file("token", "other"));
        assertThat(faults()).extracting(EnvironmentFault::variable).containsExactly("ROOM_TOKEN");
        assertThat(faults().toString()).doesNotContain(CANARY).doesNotContain("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret\n", "secret\r\n"})
    void aFileStandsForItsTextLessOneLineEnd(String text) throws IOException {
        environment.put("ROOM_TOKEN_FILE", file("token", text));
        assertThat(complete().roomToken()).contains(new Secret("secret"));
    }

    @Test
    void aLinkToAFileIsAsGoodAsTheFile() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(file("token", "secret")));
        environment.put("ROOM_TOKEN_FILE", link.toString());
        assertThat(complete().roomToken()).contains(new Secret("secret"));
    }

    @Test
    void filesThatAreNoneAreFaults() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path notText = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe});
        for (String path : List.of(
                folder.toString(),
                pipe.toString(),
                file("empty", ""),
                folder.resolve("missing").toString(),
                notText.toString(),
                file("marked", "\uFEFFsecret"),
                "/dev/zero",
                "\0")) {
            environment.put("ROOM_TOKEN_FILE", path);
            assertThat(faults()).as(path).extracting(EnvironmentFault::variable).containsExactly("ROOM_TOKEN");
        }
    }

    @Test
    void aFileThatMayNotBeReadIsAFault() throws IOException {
        Path path = Path.of(file("token", "secret"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        environment.put("ROOM_TOKEN_FILE", path.toString());
        if (Files.isReadable(path)) {
            assertThat(complete().roomToken()).isPresent(); // root may read anything
        } else {
            assertThat(faults()).extracting(EnvironmentFault::variable).containsExactly("ROOM_TOKEN");
        }
    }

    @Test
    void otherVariablesAreSecretsUnlessTheirNamesAreReserved() {
        environment.putAll(
                Map.of("API_KEY", "k", "lower", "l", "PATH", "/bin", "BOTRUNNER_TICKET", "t", "X_FILE", "f"));
        assertThat(complete().secrets()).isEqualTo(Map.of("API_KEY", new Secret("k")));
    }

    @Test
    void secretsWinOverThoseOfTheWorkerAndThoseOverTheProfile() {
        environment.put("A", "from the caller");
        Assignment read = complete();
        SessionSpec spec = read.spec();
        var supply =
                new Supply(Map.of("A", "profile", "B", "profile", "C", "profile"), List.of(), "link", Optional.empty());
        var with = new SessionSpec(
                spec.id(),
                spec.tenant(),
                spec.bot(),
                spec.room(),
                spec.persona(),
                spec.user(),
                spec.labels(),
                supply,
                spec.terms(),
                spec.createdAt(),
                spec.traceparent(),
                spec.sealed());
        var assignment = new Assignment(with, 1, Optional.empty(), read.secrets(), Duration.ofHours(1));
        var own = Map.of("A", new Secret("worker"), "B", new Secret("worker"), "PATH", new Secret("/evil"));
        assertThat(SpecEnvironment.write(assignment, own))
                .containsEntry("A", "from the caller")
                .containsEntry("B", "worker")
                .containsEntry("C", "profile")
                .doesNotContainKey("PATH");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Assignment complete() {
        return ((SpecEnvironment.Reading.Complete) SpecEnvironment.read(environment, GIVEN)).assignment();
    }

    private List<EnvironmentFault> faults() {
        return ((SpecEnvironment.Reading.Faulty) SpecEnvironment.read(environment, GIVEN)).faults();
    }
}
