package dev.botrunner.cli.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.cli.server.Cli;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomsCommandTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void allFaultySettingsAreTold() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), " \n");
        var result = new Cli()
                .set("BOTRUNNER_ROOMS_CONTROL", "http://here:1/path")
                .type("rooms", "--listen", "x", "--token-file", empty.toString(), "--lissen=1");
        assertThat(result.code()).isEqualTo(20);
        assertThat(result.err().lines())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("--listen", "address:port"))
                .anySatisfy(line -> assertThat(line).contains("--token-file", "is empty"))
                .anySatisfy(line -> assertThat(line).contains("--control", "http://host:port"))
                .anySatisfy(line -> assertThat(line).contains("--lissen", "did you mean '--listen'?"));
    }

    @Test
    void aPortThatIsTakenIsTold() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var result = new Cli().type("rooms", "--listen", "127.0.0.1:" + taken.getLocalPort());
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("Cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }
}
