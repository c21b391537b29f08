package dev.botrunner.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildFoldersTest {

    private static final Pattern LINE = Pattern.compile(".+");

    @TempDir
    Path temporary;

    @Test
    void eachChildHasItsOwnAndItGoesWithAllThatIsInIt() throws IOException {
        try (var folders = new ChildFolders(temporary)) {
            Path one = folders.fresh();
            Path other = folders.fresh();
            Files.writeString(Files.createDirectories(one.resolve("deep")).resolve("secret"), "canary");
            ChildFolders.remove(one);
            assertThat(one).doesNotExist();
            assertThat(other).isEmptyDirectory();
            ChildFolders.remove(other);
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void whatDeadOnesLeftGoesAndWhatLivingOnesUseStays() throws IOException {
        try (var folders = new ChildFolders(temporary);
                var worker = holder("worker", temporary)) {
            Path left = Path.of(worker.awaitOutput(LINE).group());
            Files.writeString(left.resolve("secret"), "canary");
            folders.sweep();
            assertThat(left).as("its worker lives").isNotEmptyDirectory();
            try (var child = holder("child", left)) {
                assertThat(child.awaitOutput(LINE).group()).isEqualTo("true");
                worker.send(Signal.KILL);
                worker.awaitExit();
                folders.sweep();
                assertThat(left).as("its child lives").isNotEmptyDirectory();
            }
            folders.sweep();
            assertThat(left).doesNotExist();
            assertThat(left.getParent()).doesNotExist();
        }
    }

    private static Program holder(String what, Path folder) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        var command = List.of(java, "-cp", classes, FolderHolder.class.getName(), what, folder.toString());
        return Program.start(what, command, folder, Map.of());
    }
}
