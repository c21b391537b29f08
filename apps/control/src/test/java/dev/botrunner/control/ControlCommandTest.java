package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.files.SettingsProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ControlCommandTest {

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter told = new StringWriter();

    private int run(Map<String, String> environment, String... words) {
        return new CommandLine(new ControlCommand())
                .setDefaultValueProvider(SettingsProvider.of("control", words, environment))
                .setErr(new PrintWriter(told, true))
                .execute(words);
    }

    @Test
    void allFaultsAreToldTogether() {
        int code = run(
                Map.of("BOTRUNNER_CONTROL_QUEUE_LIMIT", "many"),
                "--http",
                "nowhere",
                "--queu",
                "memory:",
                "--queue=redis://user:hunter2@host",
                "--lost-after",
                "45",
                "--role",
                "king",
                "--bots",
                folder.resolve("none.yaml").toString(),
                "--auth",
                "none",
                "--link",
                "0.0.0.0:8082");
        assertThat(code).isEqualTo(20);
        assertThat(told.toString())
                .contains("--http: address:port is expected")
                .contains("--queu: there is no such flag; did you mean '--queue'?")
                .contains("--queue: no queue for 'redis:'. Known: ", "memory:. Is the jar of its adapter")
                .contains("--queue-limit: a number from")
                .contains("--lost-after: a duration")
                .contains("--role: one of all, serve, dispatch is expected")
                .contains("--bots: ")
                .contains("--auth: none is for loopback only")
                .contains("are at fault")
                .doesNotContain("hunter2");
    }

    @Test
    void withoutAnySettingItSaysWhichFilesItNeeds() {
        assertThat(run(Map.of())).isEqualTo(20);
        assertThat(told.toString()).contains("--bots: ", "--keys: ", "no such file");
    }

    @Test
    void aFlagGivenTwiceIsAFault() {
        assertThat(run(Map.of(), "--role", "all", "--role", "serve")).isEqualTo(20);
    }

    @Test
    void helpListsEveryFlag() {
        String help = new CommandLine(new ControlCommand()).getUsageMessage();
        assertThat(help).contains("--http", "--seal-key", "--trusted-proxies", "BOTRUNNER_CONTROL_QUEUE");
    }
}
