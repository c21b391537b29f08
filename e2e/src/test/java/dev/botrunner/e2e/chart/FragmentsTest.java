package dev.botrunner.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import org.junit.jupiter.api.Test;

/** What profiles and values say of the pods of bots stands in what the chart renders. */
class FragmentsTest {

    private static final Render RENDER = Render.golden("fragments");

    @Test
    void zeroIsANumberAndNotNothing() {
        Json.Obj asleep = Render.at(RENDER.one("Deployment", "botrunner-worker-asleep"), "spec");
        assertThat(asleep.integerAt("replicas")).hasValue(0);
        assertThat(Render.objects(Render.at(asleep, "template", "spec"), "containers")
                        .getFirst()
                        .itemsAt("args")
                        .orElseThrow())
                .contains(Json.str("--warm=0"), Json.str("--slots=4"));
    }
}
