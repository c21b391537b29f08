package dev.botrunner.runner.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InjectionTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    private Path runner() throws IOException {
        Path home = folder.resolve("home");
        Path java = Files.createDirectories(home.resolve("java/bin")).resolve("java");
        Files.writeString(java, "a program");
        assertThat(java.toFile().setExecutable(true, false)).isTrue();
        Files.setLastModifiedTime(java, LONG_AGO);
        Files.writeString(home.resolve("runner.args"), "-cp\n" + home + "/lib/a.jar:" + home + "/lib/b.jar\nMain\n");
        return home;
    }

    @Test
    void whatStartsItNamesTheNewFolder() throws IOException {
        Path target = folder.resolve("volume");
        new Injection(runner()).into(target);
        assertThat(target.resolve("runner.args"))
                .hasContent("-cp\n" + target + "/lib/a.jar:" + target + "/lib/b.jar\nMain\n");
    }

    @Test
    void filesKeepTheirTimesAndStayPrograms() throws IOException {
        Path target = Files.createDirectories(folder.resolve("volume"));
        new Injection(runner()).into(target);
        Path java = target.resolve("java/bin/java");
        assertThat(java).hasContent("a program").isExecutable();
        assertThat(Files.getLastModifiedTime(java)).isEqualTo(LONG_AGO);
    }

    @Test
    void whatACrashLeftHalfIsWrittenOver() throws IOException {
        Path target = folder.resolve("volume");
        Files.createDirectories(target.resolve("java/bin"));
        Files.writeString(target.resolve("java/bin/java"), "a pro");
        Files.writeString(target.resolve("runner.args"), "");
        new Injection(runner()).into(target);
        assertThat(target.resolve("java/bin/java")).hasContent("a program");
        assertThat(target.resolve("runner.args")).content().contains(target + "/lib/a.jar");
    }

    @Test
    void outsideOfAnImageThereIsNothingToInject() {
        var line = new CommandLine(new InjectCommand());
        assertThat(line.execute(folder.resolve("volume").toString())).isEqualTo(20);
        assertThat(folder.resolve("volume")).doesNotExist();
    }
}
