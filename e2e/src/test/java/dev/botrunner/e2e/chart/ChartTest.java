package dev.botrunner.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.botrunner.cli.Program;
import dev.botrunner.cli.Surroundings;
import dev.botrunner.cli.show.Ink;
import dev.botrunner.cli.show.Screen;
import dev.botrunner.files.BotsFile;
import dev.botrunner.files.YamlDocuments;
import dev.botrunner.session.Json;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The renders of the chart, and what stands beside its templates. */
class ChartTest {

    @SuppressWarnings("unused") // the source of the tests
    private static final List<String> VARIANTS = Render.VARIANTS;

    private static final Pattern METRIC = Pattern.compile("botrunner_([a-z_]+)");

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void noClockAndNoPodContradictsAnother(String variant) {
        assertThat(run("lint", "-f", Render.file(variant).toString())).contains("nothing wrong");
    }

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void valuesFitTheirSchema(String variant) {
        for (Path values : List.of(Render.CHART.resolve("values.yaml"), Render.values(variant))) {
            Json.Obj given = YamlDocuments.parse(Render.text(values), values.toString())
                    .getFirst()
                    .content();
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                            .getSchema(Render.text(Render.CHART.resolve("values.schema.json")))
                            .validate(given.text(), InputFormat.JSON))
                    .as(values.toString())
                    .isEmpty();
        }
    }

    /** Its files are not here: nothing but them may be missed. */
    @ParameterizedTest
    @FieldSource("VARIANTS")
    void controlServersKnowEverySettingTheyAreGiven(String variant) {
        List<Json.Obj> deployments = Render.golden(variant).all("Deployment").stream()
                .filter(each -> Render.namespace(each).equals("botrunner"))
                .toList();
        assertThat(deployments).isNotEmpty();
        for (Json.Obj deployment : deployments) {
            String told = run(args(deployment).toArray(String[]::new));
            assertThat(told.lines())
                    .isNotEmpty()
                    .allSatisfy(
                            line -> assertThat(line)
                                    .containsPattern(
                                            "^--(bots|keys|seal-key|queue-password-file): .*/etc/botrunner/|settings are at fault"));
        }
    }

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void bothBotsFilesAreTaken(String variant) {
        List<Json.Obj> files = Render.golden(variant).all("ConfigMap").stream()
                .filter(each -> Render.at(each, "data").textAt("bots.yaml").isPresent())
                .toList();
        assertThat(files).isNotEmpty();
        files.forEach(file ->
                BotsFile.parse(Render.at(file, "data").textAt("bots.yaml").orElseThrow(), Render.name(file)));
    }

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void onlyDispatchHasRightsAndOnlyThoseItUses(String variant) {
        Render render = Render.golden(variant);
        Set<String> rights = render.all("Role").stream()
                .flatMap(role -> Render.objects(role, "rules").stream())
                .flatMap(ChartTest::rights)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean launches = !Set.of("keda-job", "keda-workers").contains(variant);
        boolean bare = Set.of("pool", "direct").contains(variant);
        Set<String> expected = new TreeSet<>();
        if (launches) {
            List.of("create", "get", "list", "watch", "delete").forEach(verb -> expected.add(verb + " jobs"));
            List.of("get", "list", "watch").forEach(verb -> expected.add(verb + " pods"));
            expected.addAll(List.of("get pods/log", "list events"));
        }
        if (bare) {
            expected.addAll(List.of("create pods", "delete pods"));
        }
        assertThat(rights).isEqualTo(expected);
        assertThat(render.all("RoleBinding"))
                .hasSize(launches ? 1 : 0)
                .allSatisfy(binding -> assertThat(Render.objects(binding, "subjects"))
                        .extracting(subject -> subject.textAt("name"))
                        .containsExactly(Optional.of("botrunner-dispatch")));
        assertThat(render.all("ClusterRole")).isEmpty();
        assertThat(render.all("ClusterRoleBinding")).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void noSecretStandsInTheSpecOfAPodOrOnACommandLine(String variant) {
        for (Json.Obj object : Render.golden(variant).objects()) {
            if (!object.textAt("kind").equals(Optional.of("Secret"))) {
                assertThat(object.text()).doesNotContain("-word\"").doesNotContain("secretKeyRef");
            }
        }
    }

    /** Those who try with it and those who bring their own have the same rights: what is missing is told by neither. */
    @Test
    void theRedisToTryWithHasTheUsersThatThePagesName() {
        String made = Render.at(Render.golden("default").one("Secret", "botrunner-redis"), "stringData")
                .textAt("redis.conf")
                .orElseThrow();
        assertThat(users(made.replaceAll(">[a-z]+-word", ">PASSWORD")))
                .hasSize(3)
                .isEqualTo(users(page("redis") + "\n" + page("kubernetes")));
    }

    private static String page(String name) {
        return Render.text(Render.CHART.resolve("../../docs/operations/" + name + ".md"));
    }

    private static Set<String> users(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("user ") && line.contains(" on "))
                .collect(Collectors.toSet());
    }

    @Test
    void alertsAndDashboardAskForMetricsThatThereAre() {
        Set<String> known = metrics(Render.text(Render.CHART.resolve("../../docs/fine-print.md"))
                .replaceAll("(?s).*## Metrics", "")
                .replaceAll("(?s)\n## .*", "")
                .replaceAll("\\b([a-z]+(_[a-z]+)*)\\b", "botrunner_$1"));
        for (String file : List.of("files/alerts.yaml", "files/dashboard.json")) {
            assertThat(metrics(Render.text(Render.CHART.resolve(file))).stream()
                            .map(name -> name.replaceAll("_(bucket|count|sum)$", "")))
                    .as(file)
                    .isNotEmpty()
                    .isSubsetOf(known);
        }
    }

    /** Another release that serves would hide that this one does not. */
    @Test
    void theLossOfOneReleaseIsToldWhereAnotherServes() {
        Json.Obj rules = Render.golden("external-redis").one("PrometheusRule", "botrunner");
        assertThat(Render.objects(Render.at(rules, "spec"), "groups").stream()
                        .flatMap(group -> Render.objects(group, "rules").stream())
                        .map(rule -> rule.textAt("expr").orElseThrow())
                        .filter(expr -> expr.contains("absent(")))
                .containsExactly("absent(botrunner_sessions{namespace=\"botrunner\"})");
    }

    @Test
    void theDashboardIsJson() {
        var dashboard = (Json.Obj) Json.parse(Render.text(Render.CHART.resolve("files/dashboard.json")));
        assertThat(Render.objects(dashboard, "panels"))
                .hasSizeGreaterThan(8)
                .allSatisfy(
                        panel -> assertThat(Render.objects(panel, "targets")).isNotEmpty());
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<String> rights(Json.Obj rule) {
        return rule.itemsAt("resources").orElseThrow().stream()
                .flatMap(resource -> rule.itemsAt("verbs").orElseThrow().stream()
                        .map(verb -> ((Json.Str) verb).value() + " " + ((Json.Str) resource).value()));
    }

    private static List<String> args(Json.Obj deployment) {
        Json.Obj pod = Render.at(deployment, "spec", "template", "spec");
        return Render.objects(pod, "containers").getFirst().itemsAt("args").orElseThrow().stream()
                .map(arg -> ((Json.Str) arg).value())
                .toList();
    }

    /** What our program says to that. */
    private static String run(String... words) {
        var said = new StringWriter();
        var out = new PrintWriter(said, true);
        var screen = new Screen(out, out, Ink.PLAIN, InstantSource.system());
        new Program(new Surroundings(screen, Map.of(), InputStream.nullInputStream())).run(words);
        return said.toString();
    }
}
