package dev.botrunner.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.cli.Version;
import dev.botrunner.cli.server.Cli;
import dev.botrunner.cli.server.ScriptedServer;
import dev.botrunner.cli.server.ScriptedServer.Told;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    private static final String FORBIDDEN = "{\"code\": \"forbidden\"}";
    private static final String AT_FAULT = "{\"code\": \"invalid_request\"}";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void allIsWellWhereAllAnswers() throws IOException {
        try (var server = new ScriptedServer(
                        Told.json(200, "{\"bots\": []}"),
                        Told.json(422, AT_FAULT),
                        Told.json(422, AT_FAULT),
                        Told.openStream(": hello\n"));
                var manage = new ScriptedServer(
                        Told.json(200, "{\"status\": \"up\", \"checks\": {\"store\": {\"status\": \"up\"}}}"))) {
            var result = Cli.at(server).type("doctor", "--manage", manage.url());
            assertThat(result.out())
                    .containsPattern("control +ok +" + server.url() + " answers")
                    .containsPattern("key +ok +may read, join, stop, events")
                    .containsPattern("management +ok +all that the server depends on is well");
            assertThat(result.code()).isZero();
        }
    }

    @Test
    void aServerOfAnotherVersionIsWorthKnowing() throws IOException {
        try (var server = new ScriptedServer(
                        Told.json(200, "{\"bots\": []}"),
                        Told.json(422, AT_FAULT),
                        Told.json(422, AT_FAULT),
                        Told.openStream(": hello\n"),
                        Told.json(200, "{\"bots\": []}"),
                        Told.json(422, AT_FAULT),
                        Told.json(422, AT_FAULT),
                        Told.openStream(": hello\n"));
                var manage = new ScriptedServer(
                        Told.json(200, "{\"status\": \"up\", \"version\": \"9.9\", \"checks\": {}}"),
                        Told.json(
                                200,
                                "{\"status\": \"up\", \"version\": \"" + Version.text() + "\", \"checks\": {}}"))) {
            var other = Cli.at(server).type("doctor", "--manage", manage.url());
            assertThat(other.out()).containsPattern("versions +note +this program is .*, the server is 9.9");
            assertThat(other.code()).isZero();
            assertThat(Cli.at(server).type("doctor", "--manage", manage.url()).out())
                    .containsPattern("versions +ok +this program and the server are both")
                    .containsPattern("management +ok");
        }
    }

    @Test
    void whatTheKeyLacksIsNamedAndWhatIsDownIsAFault() throws IOException {
        try (var server = new ScriptedServer(
                        Told.json(403, FORBIDDEN),
                        Told.json(403, FORBIDDEN),
                        Told.json(422, AT_FAULT),
                        Told.json(403, FORBIDDEN));
                var manage = new ScriptedServer(
                        Told.json(
                                503,
                                "{\"status\": \"down\", \"checks\": {\"store\": {\"status\": \"down\", \"detail\": \"no answer\"}}}"))) {
            var result = Cli.at(server).type("doctor", "--manage", manage.url());
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out())
                    .contains("may stop; lacks read, join, events")
                    .containsPattern("store +fault +no answer");
        }
    }

    @Test
    void aKeyThatIsNotKnownIsAFault() throws IOException {
        try (var server = new ScriptedServer(Told.json(401, "{\"code\": \"unauthorized\"}"))) {
            var result = Cli.at(server).type("doctor", "--json", "--manage", server.url());
            assertThat(result.code()).isEqualTo(1);
            assertThat(Json.parse(result.out().strip())
                            .asObj()
                            .orElseThrow()
                            .itemsAt("findings")
                            .orElseThrow())
                    .contains(Json.obj()
                            .put("level", "fault")
                            .put("subject", "key")
                            .put("what", "the server asks for one")
                            .put("to_do", "Give one that stands in the server's keys file: --key-file FILE.")
                            .build());
        }
    }

    @Test
    void aServerThatWasNamedAndIsNotThereIsAFault() throws IOException {
        var server = new ScriptedServer();
        server.close();
        var result = Cli.at(server).type("doctor");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).containsPattern("control +fault +Nobody listens");
    }

    @Test
    void faultsOfABotsFileAndProgramsThatAreMissingAreTold() throws IOException {
        Path good = Files.writeString(
                folder.resolve("good.yaml"), "bots:\n  here: {exec: [./here.sh]}\n  away: {exec: [no-such-program]}\n");
        Files.writeString(folder.resolve("here.sh"), "").toFile().setExecutable(true);
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "bots:\n  echo: {exce: [x]}\n");
        try (var server = new ScriptedServer()) {
            var result = Cli.at(server).type("doctor", "--bots", good.toString());
            assertThat(result.out())
                    .containsPattern("bots file +ok +.*good.yaml: 2 bots, no default")
                    .contains("its program no-such-program is not on this machine")
                    .doesNotContain("here.sh");
            assertThat(Cli.at(server).type("doctor", "--bots", bad.toString()).out())
                    .containsPattern("bots file +fault +.*bad.yaml:2: .*exce");
        }
    }

    @Test
    void settingsAreReadAsControlWouldReadThem() throws IOException {
        Path bots = Files.writeString(folder.resolve("bots.yaml"), "bots:\n  a: {exec: [sh]}\n");
        Path settings = Files.writeString(folder.resolve("control.conf"), "auth=none\nqueue-limt=5\n");
        try (var server = new ScriptedServer()) {
            var wrong = Cli.at(server).set("BOTRUNNER_CONTROL_BOTS", bots.toString());
            assertThat(wrong.type("doctor", "--settings", settings.toString()).out())
                    .containsPattern("settings +fault +.*'queue-limt'.*did you mean 'queue-limit'");
            Files.writeString(settings, "auth=none\n");
            var right = Cli.at(server).set("BOTRUNNER_CONTROL_BOTS", bots.toString());
            assertThat(right.type("doctor", "--settings", settings.toString()).out())
                    .containsPattern("settings +ok +control would start with them");
        }
    }
}
