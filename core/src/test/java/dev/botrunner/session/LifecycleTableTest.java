package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The whole table: what each report does in each state. A cell is the state it leads to, {@code =}, or the refusal. */
class LifecycleTableTest {

    /** One row a report, one cell a state. */
    private static final Map<String, List<String>> TABLE = new LinkedHashMap<>();

    static {
        row("accepted", "=", "=", "=", "=", "=", "=");
        row("claimed", "starting", "!superseded", "!superseded", "!superseded", "!superseded", "!ended");
        row("renewed", "!superseded", "starting", "!superseded", "!superseded", "!superseded", "!ended");
        row("created", "!superseded", "starting", "running", "joined", "ending", "!ended");
        row("refused, same attempt", "!superseded", "queued", "=", "=", "=", "!ended");
        row("refused, next attempt", "!superseded", "queued", "=", "=", "=", "!ended");
        row("refused for ever", "!superseded", "ended", "=", "=", "=", "!ended");
        row("object waiting", "!superseded", "starting", "=", "=", "=", "!ended");
        row("object started", "!superseded", "starting", "=", "=", "=", "!ended");
        row("object gone", "!superseded", "=", "running", "joined", "=", "!ended");
        row("object failed", "!superseded", "queued", "queued", "ended", "ended", "!ended");
        row("object exited 1", "!superseded", "queued", "queued", "ended", "ended", "!ended");
        row("redeemed", "!superseded", "running", "=", "=", "=", "!ended");
        row("redeemed by another", "!superseded", "running", "!superseded", "!superseded", "!superseded", "!ended");
        row("joined", "!superseded", "!superseded", "joined", "=", "=", "!ended");
        row("joined first", "!superseded", "!superseded", "joined", "=", "!not_running", "!ended");
        row("beat", "!superseded", "!superseded", "running", "joined", "ending", "!ended");
        row("beat, joined", "!superseded", "!superseded", "joined", "joined", "ending", "!ended");
        row("messaged", "queued", "starting", "running", "joined", "!not_running", "!not_running");
        row("stop asked", "ended", "ended", "ending", "ending", "=", "=");
        row("profile gone", "ended", "=", "=", "=", "=", "=");
        row("finished, completed", "!superseded", "!superseded", "ended", "ended", "ended", "=");
        row("finished, crashed", "!superseded", "!superseded", "queued", "ended", "ended", "=");
        row("finished, misconfigured", "!superseded", "!superseded", "ended", "ended", "ended", "=");
        row("exited 0", "!superseded", "queued", "ended", "ended", "ended", "!ended");
        row("exited 1", "!superseded", "queued", "queued", "ended", "ended", "!ended");
        row("exited 20", "!superseded", "ended", "ended", "ended", "ended", "!ended");
        row("exited 30", "!superseded", "=", "queued", "ended", "ended", "!ended");
        row("exited 143", "!superseded", "queued", "queued", "ended", "ended", "!ended");
        row("date, too early", "=", "=", "=", "=", "=", "=");
        row("date", "ended", "ended", "ending", "ending", "ended", "=");
        row("silence, too early", "=", "=", "=", "=", "=", "=");
        row("silence", "=", "queued", "queued", "ended", "=", "=");
        row("adopted", "running", "running", "=", "=", "=", "!ended");
    }

    private static void row(String report, String... cells) {
        TABLE.put(report, List.of(cells));
    }

    @TestFactory
    Stream<DynamicTest> everyReportInEveryState() {
        var reports = LifecycleReports.ALL;
        assertThat(reports.keySet()).containsExactlyElementsOf(TABLE.keySet());
        return reports.entrySet().stream().flatMap(report -> cells(report.getKey(), report.getValue()));
    }

    private static Stream<DynamicTest> cells(String report, Function<Lives, Verdict> ask) {
        List<String> cells = Objects.requireNonNull(TABLE.get(report));
        List<Stage> stages = List.of(Stage.values());
        return stages.stream()
                .map(stage -> DynamicTest.dynamicTest(report + " in " + stage.word(), () -> {
                    var life = LifecycleReports.life(report, stage, OnCrash.END);
                    Verdict verdict = ask.apply(life);
                    assertThat(word(verdict)).isEqualTo(cells.get(stages.indexOf(stage)));
                    assertThat(ask.apply(life)).as("computed twice").isEqualTo(verdict);
                }));
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Step step -> step.next().stage().word();
            case Verdict.Unchanged _ -> "=";
            case Verdict.Refused(var why) -> "!" + why.name().toLowerCase(Locale.ROOT);
        };
    }
}
