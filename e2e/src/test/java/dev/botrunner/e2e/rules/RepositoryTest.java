package dev.botrunner.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no file of the repository says, and what its scripts are. */
class RepositoryTest {

    /** Where packages come from is a matter of the machine. Spelled so that this file does not find itself. */
    private static final Pattern REGISTRY =
            Pattern.compile("repo\\." + "maven\\.|repo1\\." + "maven|oss\\." + "sonatype|"
                    + "registry\\." + "npmjs|registry\\." + "yarnpkg|pypi\\." + "org|pythonhosted\\." + "org|proxy\\."
                    + "golang|static\\." + "crates\\.io|deb\\." + "debian\\.org");

    private static final Pattern MACHINE = Pattern.compile("(?<![\\w.}])/wo" + "rk/");

    @Test
    void noFileNamesARegistryOrAPathOfOneMachine() {
        List<String> found = new ArrayList<>();
        for (Path file : Repository.files()) {
            List<String> lines = Repository.lines(file).orElse(List.of());
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (REGISTRY.matcher(line).find() || MACHINE.matcher(line).find()) {
                    found.add(Repository.name(file) + ":" + (i + 1) + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void scriptsCanBeStarted() {
        for (String script : List.of("botrunner", "test", ".ci/run")) {
            assertThat(Files.isExecutable(Repository.ROOT.resolve(script)))
                    .as(script)
                    .isTrue();
        }
    }
}
