package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of reasons in the documents is what the product gives. With {@code -Dwrite.docs} it is written anew. */
class ReasonPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "reasons.md");

    @Test
    void thePageOfReasonsNamesEachReasonThatTheProductGives() throws IOException {
        String page = page();
        if (System.getProperty("write.docs") != null) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        var text = new StringBuilder("""
                # Reasons

                Made by a test from `Reason` itself: why a session ended, in the member `end.reason` and in `bot.session.end`. A bot
                may give a word of its own (`[a-z][a-z0-9_]{0,63}`), which then stands with the outcome `completed`, or `failed`
                and blame `bot`.

                | Reason | Outcome | Blame | Meaning |
                |---|---|---|---|
                """);
        for (Reason reason : Reason.values()) {
            text.append("| `")
                    .append(reason.word())
                    .append("` | `")
                    .append(reason.outcome().word())
                    .append("` | ")
                    .append(reason.blame()
                            .map(blame -> "`" + blame.word() + "`")
                            .orElse("–"))
                    .append(" | ")
                    .append(reason.meaning())
                    .append(" |\n");
        }
        return text.toString();
    }
}
