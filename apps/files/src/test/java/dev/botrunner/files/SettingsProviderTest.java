package dev.botrunner.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class SettingsProviderTest {

    @TempDir
    private Path folder = Path.of("");

    @Command(name = "control")
    static final class Control {
        @Option(names = "--queue", defaultValue = "memory:")
        private String queue = "";

        @Option(names = "--queue-limit", defaultValue = "10")
        private int queueLimit;

        /** Read by the provider, not by us. */
        @Option(names = "--config")
        @SuppressWarnings("UnusedVariable")
        private @Nullable String config;
    }

    private static SettingsProvider provider(Control control, Map<String, String> environment, String... words) {
        var line = new CommandLine(control);
        var provider = SettingsProvider.of("control", words, environment);
        line.setDefaultValueProvider(provider);
        line.parseArgs(words);
        return provider;
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("control.conf"), text).toString();
    }

    @Test
    void aFlagCountsBeforeAVariableAndAVariableBeforeALine() throws IOException {
        String file = file("# ours\nqueue = redis://file\nqueue-limit=7\n");
        var control = new Control();
        provider(control, Map.of("BOTRUNNER_CONTROL_QUEUE", "redis://env"), "--config", file);
        assertThat(control.queue).isEqualTo("redis://env");
        assertThat(control.queueLimit).isEqualTo(7);
        provider(control, Map.of("BOTRUNNER_CONTROL_QUEUE", "redis://env"), "--config=" + file, "--queue=redis://flag");
        assertThat(control.queue).isEqualTo("redis://flag");
    }

    @Test
    void whatIsNowhereIsTheDefault() {
        var control = new Control();
        provider(control, Map.of());
        assertThat(control.queue).isEqualTo("memory:");
        assertThat(control.queueLimit).isEqualTo(10);
    }

    @Test
    void theFileMayBeNamedByAVariable() throws IOException {
        var control = new Control();
        provider(control, Map.of("BOTRUNNER_CONTROL_CONFIG", file("queue=redis://file")));
        assertThat(control.queue).isEqualTo("redis://file");
    }

    @Test
    void linesThatNameNoSettingAreFaultsWithTheNearestName() throws IOException {
        var provider =
                provider(new Control(), Map.of(), "--config", file("queu=a\nqueue-limit=1\nqueue-limit=2\nnonsense\n"));
        var spec = CommandLine.Model.CommandSpec.forAnnotatedObject(new Control());
        assertThat(provider.faults(spec))
                .hasSize(3)
                .anySatisfy(fault -> assertThat(fault).contains("'queu'", "did you mean 'queue'?"))
                .anySatisfy(fault -> assertThat(fault).contains(":3", "twice"))
                .anySatisfy(fault -> assertThat(fault).contains(":4", "name=value"));
    }

    @Test
    void aFileThatIsNotThereIsAFault() {
        var provider = provider(new Control(), Map.of(), "--config", "/nowhere/at/all");
        assertThat(provider.faults(CommandLine.Model.CommandSpec.forAnnotatedObject(new Control())))
                .singleElement()
                .asString()
                .contains("no such file");
    }

    @Test
    void variablesThatNameNoSettingAreWarnedOf() {
        var provider = provider(
                new Control(),
                Map.of(
                        "BOTRUNNER_CONTROL_QUEU",
                        "x",
                        "BOTRUNNER_TICKET",
                        "x",
                        "PATH",
                        "x",
                        "BOTRUNNER_CONTROL_QUEUE",
                        "x"));
        assertThat(provider.warnings(CommandLine.Model.CommandSpec.forAnnotatedObject(new Control())))
                .singleElement()
                .asString()
                .contains("BOTRUNNER_CONTROL_QUEU ", "did you mean 'BOTRUNNER_CONTROL_QUEUE'?");
    }
}
