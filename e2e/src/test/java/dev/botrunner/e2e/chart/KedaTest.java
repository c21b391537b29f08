package dev.botrunner.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.botrunner.e2e.chart.KedaStandIn.Sight;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the chart tells KEDA, by KEDA's own schemas and formulas. */
class KedaTest {

    private static final Json.Obj SCALED = Render.golden("keda-job").one("ScaledJob", "botrunner-chat");

    @Test
    void everythingForKedaFitsItsSchemas() throws IOException {
        List<String> seen = new ArrayList<>();
        for (String variant : Render.VARIANTS) {
            for (Json.Obj object : Render.golden(variant).objects()) {
                if (object.textAt("apiVersion").orElse("").startsWith("keda.sh/")) {
                    String kind = object.textAt("kind").orElseThrow();
                    seen.add(kind);
                    assertThat(schema(kind).validate(object.text(), InputFormat.JSON))
                            .as(variant + " " + kind)
                            .isEmpty();
                }
            }
        }
        assertThat(seen).contains("ScaledJob", "TriggerAuthentication");
    }

    @Test
    void aMistypedMemberWouldBeFound() throws IOException {
        Json.Obj wrong = Render.with(
                SCALED, "spec", Render.with(Render.at(SCALED, "spec"), "maxReplicasCount", new Json.Num("3")));
        assertThat(schema("ScaledJob").validate(wrong.text(), InputFormat.JSON)).hasSize(1);
    }

    @Test
    void aJobIsCreatedForEachSessionThatMayStartAndHasNone() {
        var keda = new KedaStandIn(SCALED);
        assertThat(keda.wanted(new Sight(0, 0, 0))).isZero();
        assertThat(keda.wanted(new Sight(5, 0, 0))).isEqualTo(5);
        // What runs has left the demand; what is pending has not.
        assertThat(keda.wanted(new Sight(5, 10, 0))).isEqualTo(5);
        assertThat(keda.wanted(new Sight(5, 10, 3))).isEqualTo(2);
        assertThat(keda.wanted(new Sight(5, 5, 5))).isZero();
    }

    @Test
    void thereAreNeverMoreThanAtMost() {
        var keda = new KedaStandIn(SCALED);
        assertThat(keda.wanted(new Sight(500, 0, 0))).isEqualTo(50);
        assertThat(keda.wanted(new Sight(30, 40, 0))).isEqualTo(10);
        assertThat(keda.wanted(new Sight(30, 50, 0))).isZero();
    }

    @Test
    void itsJobsRunOneSessionOfTheBotAndAreGone() {
        List<Json.Obj> jobs = new KedaStandIn(SCALED).look(new Sight(2, 0, 0));
        assertThat(jobs).extracting(Render::name).doesNotHaveDuplicates().hasSize(2);
        Json.Obj pod = Render.at(jobs.getFirst(), "spec", "template");
        assertThat(Render.at(pod, "metadata", "labels").textAt("botrunner.dev/bot"))
                .contains("chat");
        assertThat(Render.at(pod, "metadata", "labels").textAt("app.kubernetes.io/name"))
                .as("KEDA's own label is on the Job alone: NetworkPolicies go by the pod's")
                .contains("bot");
        assertThat(Render.at(pod, "spec").textAt("serviceAccountName")).contains("bot-chat");
        Json.Obj container =
                Render.objects(Render.at(pod, "spec"), "containers").getFirst();
        assertThat(container.itemsAt("args").orElseThrow())
                .contains(Json.str("--once"), Json.str("--bot=chat"))
                .noneMatch(arg -> arg.text().contains("password"));
        assertThat(Render.objects(container, "env"))
                .as("no password of the queue")
                .extracting(variable -> variable.textAt("name").orElseThrow())
                .containsExactly("BOTRUNNER_LINK_URL", "BOTRUNNER_TICKET_FILE", "BOTRUNNER_WORK_BOTS");
    }

    /** 15 min pending, 15 s for a session, 45 s to join, 30 min, 10 s to leave and 60 s: all counts from the Job's start. */
    @Test
    void aPodThatIsPendingForLongLeavesItsSessionAllItsTime() {
        assertThat(Render.at(SCALED, "spec", "jobTargetRef").integerAt("activeDeadlineSeconds"))
                .hasValue(900 + 15 + 45 + 1800 + 10 + 60);
    }

    @Test
    void kedaCountsWhatCapsAllowToStart() {
        List<Json.Obj> triggers = Render.objects(Render.at(SCALED, "spec"), "triggers");
        assertThat(triggers).hasSize(2);
        assertThat(Render.at(triggers.getFirst(), "metadata").textAt("listName"))
                .contains("{botrunner:q}:demand:chat");
        assertThat(Render.at(triggers.getLast(), "metadata").textAt("url").orElseThrow())
                .endsWith("/v1/queue/chat/demand");
        assertThat(Render.at(triggers.getLast(), "metadata").textAt("valueLocation"))
                .contains("startable");
    }

    /** KEDA's schema of that kind, in which everything that it does not know is wrong. */
    private static Schema schema(String kind) throws IOException {
        try (InputStream file = Objects.requireNonNull(KedaTest.class.getResourceAsStream("/chart/keda-2.21.json"))) {
            var schemas = (Json.Obj) Json.parse(file.readAllBytes());
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(closed(schemas.objAt(kind).orElseThrow()).text());
        }
    }

    private static Json closed(Json schema) {
        return switch (schema) {
            case Json.Obj object -> {
                var all = Json.obj();
                object.members().forEach((name, value) -> all.put(name, closed(value)));
                boolean lists = object.objAt("properties").isPresent()
                        && object.member("additionalProperties").isEmpty()
                        && object.member("x-kubernetes-preserve-unknown-fields").isEmpty();
                if (lists && object.textAt("type").isPresent()) {
                    all.put("additionalProperties", false);
                }
                yield all.build();
            }
            case Json.Arr array ->
                Json.arr(array.items().stream().map(KedaTest::closed).toList());
            case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> schema;
        };
    }
}
