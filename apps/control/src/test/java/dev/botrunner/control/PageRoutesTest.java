package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.control.http.RawHttp;
import dev.botrunner.session.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard as files: how they are served, and what no browser is needed to see. */
class PageRoutesTest {

    private static final Path SOURCES = Path.of("../../dashboard");
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");
    private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");
    private static final Pattern PARSING = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|srcdoc|DOMParser|createContextualFragment");

    private final ApiUnderTest api = new ApiUnderTest();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void everyFileIsServedWithItsType() {
        assertThat(files()).hasSizeGreaterThan(10).allSatisfy(file -> {
            String name = file.getFileName().toString();
            if (!name.equals("index.html") && !name.equals("README.md")) {
                RawHttp.Answer answer = api.as("", "GET /dashboard/" + name, "");
                assertThat(answer.status()).as(name).isEqualTo(200);
                assertThat(answer.header("Content-Type"))
                        .contains(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
                assertThat(answer.body()).isEqualTo(text(file));
            }
        });
    }

    @Test
    void thePageAllowsNothingInlineAndNothingFromElsewhere() {
        RawHttp.Answer page = api.as("", "GET /", "");

        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).doesNotContain("style=", "<style", "onclick", "://");
        assertThat(page.body().split("<script", -1))
                .hasSize(3)
                .satisfies(parts ->
                        assertThat(List.of(parts).subList(1, 3)).allMatch(part -> part.contains("></script>")));
    }

    @Test
    void aFileThatIsKnownIsNotSentAgain() {
        String tag = api.as("", "GET /dashboard/main.js", "").header("ETag").orElseThrow();

        assertThat(api.as("", "GET /dashboard/main.js", "", "If-None-Match: " + tag))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(304))
                .satisfies(answer -> assertThat(answer.body()).isEmpty());
        assertThat(api.as("", "GET /dashboard/main.js", "", "If-None-Match: \"other\"")
                        .status())
                .isEqualTo(200);
        assertThat(api.as("", "GET /dashboard/main.js", "").header("Cache-Control"))
                .contains("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html",
                "README.md",
                "none.js",
                "..%2Fopenapi.yaml",
                "%2e%2e",
                "main.js%00.css",
                "Main.js",
                "a/b.js",
                ".js",
                "logback.xml",
                "..;/main.js"
            })
    void nothingElseOfTheClassPathIsServed(String name) {
        assertThat(api.as("", "GET /dashboard/" + name, "").status()).isIn(400, 404);
    }

    @Test
    void whatComesFromOutsideIsNeverParsedAsHtml() {
        assertThat(files()).filteredOn(file -> file.toString().endsWith(".js")).allSatisfy(file -> {
            assertThat(text(file)).as(file.toString()).doesNotContainPattern(PARSING);
            assertThat(IMPORT.matcher(text(file)).results().map(found -> found.group(1)))
                    .allMatch(name -> Files.exists(SOURCES.resolve(name)));
        });
    }

    @Test
    void theDashboardHasWordsForEveryReason() {
        String words = text(SOURCES.resolve("words.js")).replace("\\'", "'");

        assertThat(Reason.values())
                .allSatisfy(reason -> assertThat(words).contains("  " + reason.word() + ": [", reason.meaning()));
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
