package dev.botrunner.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.cli.server.Cli;
import dev.botrunner.session.BotName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevCommandTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void allFaultySettingsAreTold() {
        var result = new Cli()
                .type(
                        "dev",
                        "--http",
                        "0.0.0.0:80",
                        "--manage",
                        "x",
                        "--slots=0",
                        "--warm",
                        "many",
                        "--bots",
                        "/no/bots.yaml",
                        "--slotz");
        assertThat(result.code()).isEqualTo(20);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .hasSize(6)
                .anySatisfy(line -> assertThat(line).contains("--http", "this machine only"))
                .anySatisfy(line -> assertThat(line).contains("--manage", "address:port is expected"))
                .anySatisfy(line -> assertThat(line).contains("--slots", "at least 1"))
                .anySatisfy(line -> assertThat(line).contains("--warm", "expected a number"))
                .anySatisfy(line -> assertThat(line).contains("--bots", "/no/bots.yaml"))
                .anySatisfy(line -> assertThat(line).contains("--slotz", "did you mean '--slots'?"));
    }

    @Test
    void settingsMayStandInVariablesAndInAFile() throws IOException {
        Path settings = Files.writeString(folder.resolve("dev.conf"), "warm=lots\nslotz=2\n");
        var result = new Cli().set("BOTRUNNER_DEV_SLOTS", "none").type("dev", "--config", settings.toString());
        assertThat(result.code()).isEqualTo(20);
        assertThat(result.err())
                .contains("--slots: expected a number")
                .contains("--warm: expected a number")
                .contains("'slotz'; did you mean 'slots'?");
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsFlag() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            var result = new Cli().type("dev", "--http", "0", "--manage", port, "--link", "0", "--rooms", "0");
            assertThat(result.code()).isEqualTo(20);
            assertThat(result.err()).contains("Port " + port + " is taken").contains("--manage PORT");
        }
    }

    @Test
    void aFaultyBotsFileIsToldWithItsLine() throws IOException {
        Path bots = Files.writeString(folder.resolve("bots.yaml"), "bots:\n  a: {exce: [sh]}\n");
        var result = new Cli()
                .type("dev", "--http", "0", "--manage", "0", "--link", "0", "--rooms", "0", "--bots", bots.toString());
        assertThat(result.code()).isEqualTo(20);
        assertThat(result.err()).contains("bots.yaml:2").contains("exce");
    }

    @Test
    void theBotsOfAFileStandBesideTheBuiltInOnes() throws IOException {
        Path file = Files.writeString(folder.resolve("bots.yaml"), "bots:\n  a: {exec: [sh]}\n  b: {image: x}\n");
        var notes = new ArrayList<String>();
        var bots = DevBots.of(Optional.of(file), notes::add);
        var profiles = bots.profiles().get();
        assertThat(profiles.all()).extracting(profile -> profile.bot().name()).containsExactly("echo", "a");
        assertThat(profiles.fallback())
                .hasValueSatisfying(usual -> assertThat(usual.bot().name()).isEqualTo("echo"));
        assertThat(notes).singleElement().asString().contains("names b,");
        assertThat(bots.profiles().get()).isSameAs(profiles);
    }

    @Test
    void aBotThatIsNewInTheFileCanBeRunWithoutAnotherStart() throws IOException {
        Path file = Files.writeString(folder.resolve("bots.yaml"), "bots:\n  a: {exec: [sh]}\n");
        var bots = DevBots.of(Optional.of(file), _ -> {});
        assertThat(bots.runnable().get())
                .extracting(BotName::name)
                .contains("a")
                .doesNotContain("b");
        Files.writeString(file, "bots:\n  a: {exec: [sh]}\n  b: {exec: [sh]}\n");
        bots.watched().getFirst().step();
        assertThat(bots.runnable().get()).extracting(BotName::name).contains("a", "b", "echo");
        assertThat(bots.profiles().get().find(new BotName("b"))).isPresent();
    }

    @Test
    void theDefaultOfAFileCounts() throws IOException {
        Path file = Files.writeString(folder.resolve("bots.yaml"), "default: a\nbots:\n  a: {exec: [sh]}\n");
        var profiles = DevBots.of(Optional.of(file), _ -> {}).profiles().get();
        assertThat(profiles.fallback())
                .hasValueSatisfying(usual -> assertThat(usual.bot().name()).isEqualTo("a"));
    }
}
