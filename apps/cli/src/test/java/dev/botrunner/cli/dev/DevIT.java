package dev.botrunner.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.cli.server.Cli;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code dev} as a process, used as a person would use it. */
@Timeout(120)
class DevIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aBotComesAnswersAndGoesAndNothingIsLeftBehind() {
        try (Program dev = dev()) {
            String url = dev.awaitOutput(Pattern.compile("API +(http://\\S+)")).group(1);
            var joined = Cli.at(url).type("join", "https://rooms.example/a", "--wait", "60", "--json");
            assertThat(joined.code()).as(joined.err()).isZero();
            String id = Json.parse(joined.out().strip())
                    .asObj()
                    .orElseThrow()
                    .textAt("session_id")
                    .orElseThrow();
            assertThat(Cli.at(url).type("sessions").out()).contains(id).containsPattern("joined +echo");
            assertThat(Cli.at(url).type("queue").out()).containsPattern("echo +0 +- +1");
            assertThat(Cli.at(url)
                            .type("message", id, "say", "{\"text\": \"hello\"}")
                            .code())
                    .isZero();
            List<Long> children = ProcessTable.children(dev.pid());
            assertThat(children).isNotEmpty();

            dev.send(Signal.TERM);

            assertThat(dev.awaitExit()).isEqualTo(143);
            children.forEach(ProcessTable::awaitGone);
        }
    }

    @Test
    void theEventsOfASessionGoFromQueuedToEndWithoutAGap() {
        try (Program dev = dev()) {
            String url = dev.awaitOutput(Pattern.compile("API +(http://\\S+)")).group(1);
            var joined = Cli.at(url).type("join", "https://rooms.example/a", "--wait", "60");
            String id = joined.out().substring(0, 26);
            // The record says it first, and the stream as soon as it was told.
            Patience.until(
                    "the stream to tell it",
                    () -> Cli.at(url).type("events", "--session", id).out().contains("bot.session.joined"));
            assertThat(Cli.at(url).type("leave", "--session", id).code()).isZero();

            var followed = Cli.at(url).type("events", "--session", id, "--follow", "--json");

            assertThat(followed.code()).isZero();
            List<Json.Obj> life = followed.out()
                    .lines()
                    .map(line -> Json.parse(line).asObj().orElseThrow())
                    .filter(event -> event.textAt("source").orElseThrow().equals("/sessions/" + id))
                    .toList();
            assertThat(life)
                    .first()
                    .extracting(event -> event.textAt("type").orElseThrow())
                    .isEqualTo("bot.session.queued");
            assertThat(life)
                    .last()
                    .extracting(event -> event.textAt("type").orElseThrow())
                    .isEqualTo("bot.session.end");
            assertThat(life)
                    .extracting(event -> Long.parseLong(event.textAt("sequence").orElseThrow()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, life.size()).boxed().toList());
            assertThat(Cli.at(url).type("explain", id).out()).contains("ended:   stopped, requested, while joined");
        }
    }

    @Test
    void aRoomIsLeftAndAnEmptyOneIsRefused() {
        try (Program dev = dev()) {
            String url = dev.awaitOutput(Pattern.compile("API +(http://\\S+)")).group(1);
            var joined = Cli.at(url).type("join", "https://rooms.example/b", "--wait", "60");
            String id = joined.out().substring(0, 26);
            assertThat(Cli.at(url).type("leave", "https://rooms.example/b").out())
                    .contains(id);
            assertThat(Cli.at(url).type("leave", "--session", id).code()).isZero();
            assertThat(Cli.at(url).type("explain", id).out())
                    .contains("accepted")
                    .contains("joined");
            var again = Cli.at(url).type("leave", "https://rooms.example/c");
            assertThat(again.code()).isEqualTo(1);
            assertThat(again.err()).contains("no_session");
        }
    }

    private Program dev() {
        var words = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.botrunner.cli.Main",
                "dev"));
        words.addAll(List.of("--http", "0", "--manage", "0", "--link", "0", "--rooms", "0", "--warm", "1"));
        return Program.start("dev", words, folder, Map.of());
    }
}
