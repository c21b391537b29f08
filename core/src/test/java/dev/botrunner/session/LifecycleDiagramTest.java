package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The state diagram in the documents is what the rules do. With {@code -Dwrite.docs} it is written anew. */
class LifecycleDiagramTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "lifecycle.md");

    @Test
    void theDiagramInTheDocumentsIsWhatTheRulesDo() throws IOException {
        String page = page();
        if (System.getProperty("write.docs") != null) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        Map<String, TreeSet<String>> arrows = new TreeMap<>();
        for (OnCrash onCrash : OnCrash.values()) {
            for (Stage stage : Stage.values()) {
                LifecycleReports.ALL.forEach((report, ask) -> {
                    var life = LifecycleReports.life(report, stage, onCrash);
                    if (ask.apply(life) instanceof Step step && step.next().stage() != stage) {
                        String arrow =
                                stage.word() + " --> " + step.next().stage().word();
                        String label = onCrash == OnCrash.RELAUNCH
                                        && stage == Stage.JOINED
                                        && step.next().stage() == Stage.QUEUED
                                ? report + " (relaunch)"
                                : report;
                        arrows.computeIfAbsent(arrow, _ -> new TreeSet<>()).add(label);
                    }
                });
            }
        }
        var text = new StringBuilder("""
                # The life of a session

                Made by a test from `Lifecycle` itself: what each report does in each state. A report that is not named leaves the
                state as it is, or is refused.

                ```mermaid
                stateDiagram-v2
                    [*] --> queued: accepted
                """);
        arrows.forEach((arrow, reports) -> text.append("    ")
                .append(arrow)
                .append(": ")
                .append(String.join("<br/>", reports))
                .append('\n'));
        return text.append("    ended --> [*]\n```\n").toString();
    }
}
