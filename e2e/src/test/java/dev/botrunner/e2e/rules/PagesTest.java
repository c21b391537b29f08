package dev.botrunner.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages that people read lead somewhere and leave nothing out. */
class PagesTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern DEPENDENCY =
            Pattern.compile("<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>");

    @Test
    void linksBetweenPagesLeadToFiles() {
        List<String> broken = new ArrayList<>();
        for (Path page : Repository.files()) {
            if (page.toString().endsWith(".md")) {
                LINK.matcher(String.join("\n", Repository.lines(page).orElseThrow()))
                        .results()
                        .map(link -> link.group(1))
                        .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
                        .filter(target -> !Files.exists(page.resolveSibling(target)))
                        .forEach(target -> broken.add(Repository.name(page) + ": " + target));
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        Path docs = Repository.ROOT.resolve("docs");
        String index = Files.readString(docs.resolve("README.md"));
        assertThat(Repository.files().stream()
                        .filter(page -> page.startsWith(docs) && page.toString().endsWith(".md"))
                        .map(page -> docs.relativize(page).toString())
                        .filter(page -> !page.equals("README.md")))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(index).contains("](" + page));
    }

    @Test
    void everyDependencyHasItsLine() throws IOException {
        String page = Files.readString(Repository.ROOT.resolve("docs/dependencies.md"));
        String build = Files.readString(Repository.ROOT.resolve("pom.xml"));
        List<MatchResult> dependencies = DEPENDENCY.matcher(build).results().toList();
        assertThat(dependencies)
                .isNotEmpty()
                .filteredOn(dependency -> !dependency.group(1).equals("dev.botrunner"))
                .allSatisfy(dependency -> assertThat(page).contains("`" + dependency.group(2) + "`"));
    }
}
