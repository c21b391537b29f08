package dev.botrunner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.launch.ObjectShape;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.LinkedSession;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The objects that are made stand in {@code src/test/resources/golden}. With {@code -Dwrite.golden} they are written anew. */
class ManifestsTest {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    /** What somebody might write into a profile, some of which is not his to say. */
    private static final String FRAGMENT = """
            {"metadata": {"labels": {"team": "voice", "botrunner.dev/session": "another"}},
             "spec": {
               "serviceAccountName": "admin", "restartPolicy": "Always", "terminationGracePeriodSeconds": 1,
               "automountServiceAccountToken": true, "nodeSelector": {"pool": "bots"},
               "containers": [
                 {"name": "bot", "resources": {"requests": {"cpu": "100m"}},
                  "env": [{"name": "MODEL", "value": "small"}, {"name": "BOTRUNNER_LINK_URL", "value": "http://evil"}],
                  "volumeMounts": [{"name": "models", "mountPath": "/models"}]},
                 {"name": "sidecar", "image": "example/sidecar:1"}],
               "volumes": [{"name": "models", "emptyDir": {}}, {"name": "ticket", "secret": {"secretName": "other"}}]}}
            """;

    private static Json.Obj made(ObjectKind kind, boolean inEnvironment, String pod) {
        return Manifests.of(kind, Launches.with(Launches.shape(inEnvironment, pod)));
    }

    /** Ids and times differ from run to run. */
    private static void assertGolden(String name, Json.Obj object, Class<?> type) throws IOException {
        String yaml = JSON.asYaml(JSON.unmarshal(object.text(), type))
                .replaceAll("[0-9a-hjkmnp-tv-z]{26}", "00000000000000000000000000")
                .replaceAll("(name: \"BOT_FUNCTIONAL_PROMPTS\"\\s+value: ).*", "$1\"in any order\"");
        Path file = GOLDEN.resolve(name + ".yaml");
        if (System.getProperty("write.golden") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, yaml);
        }
        assertThat(yaml).isEqualTo(Files.readString(file));
    }

    @Test
    void aJobIsMadeAsItWas() throws IOException {
        assertGolden("job", made(ObjectKind.JOB, false, "{}"), Job.class);
    }

    @Test
    void aPodIsMadeAsItWas() throws IOException {
        assertGolden("pod", made(ObjectKind.POD, false, "{}"), Pod.class);
    }

    @Test
    void theConfigurationStandsInTheEnvironmentWhereTheProfileSaysSo() throws IOException {
        assertGolden("job-env", made(ObjectKind.JOB, true, "{}"), Job.class);
    }

    @Test
    void aFragmentAddsAndDoesNotTakeAwayWhoThePodIs() throws IOException {
        assertGolden("job-fragment", made(ObjectKind.JOB, false, FRAGMENT), Job.class);
    }

    @Test
    void aRunnerIsInjectedWhereTheProfileSaysSo() throws IOException {
        assertGolden("job-inject", Manifests.of(ObjectKind.JOB, Launches.with(Launches.injected("{}"))), Job.class);
    }

    @Test
    void aFragmentMaySayOtherwiseOfAnInjectedRunner() {
        String fragment = """
                {"spec": {"initContainers": [{"name": "botrunner", "resources": {"requests": {"cpu": "100m"}}}],
                          "containers": [{"name": "bot", "args": ["runner", "run", "--bot", "other"]}],
                          "volumes": [{"name": "botrunner", "emptyDir": {"medium": "Memory"}}]}}
                """;
        String pod = Manifests.of(ObjectKind.POD, Launches.with(Launches.injected(fragment)))
                .text();
        assertThat(pod)
                .contains("\"args\":[\"inject\",\"/botrunner\"]")
                .contains("\"cpu\":\"100m\"")
                .contains("\"args\":[\"runner\",\"run\",\"--bot\",\"other\"]")
                .contains("\"medium\":\"Memory\"");
    }

    @Test
    void noSecretStandsInAnyObject() {
        for (ObjectKind kind : ObjectKind.values()) {
            assertThat(made(kind, true, "{}").text())
                    .doesNotContain("secret-canary")
                    .doesNotContain(LinkedSession.ROOM_TOKEN);
        }
    }

    @Test
    void theClusterEndsNothingBeforeItsOwnClocksDo() {
        var clocks = Launches.with(Launches.shape(false, "{}")).clocks();
        var terms = clocks.terms();
        assertThat(clocks.terminationGraceSeconds())
                .isGreaterThan(terms.goodBye().toSeconds());
        assertThat(clocks.activeDeadlineSeconds())
                .isGreaterThan(terms.startDeadline()
                        .plus(terms.maxDuration())
                        .plus(terms.goodBye())
                        .toSeconds());
    }

    @Test
    void dollarsInValuesArriveAsTheyAre() {
        assertThat(Variables.variable("A", "$(B) $C $$").textAt("value")).contains("$$(B) $$C $$$$");
    }

    @Test
    void aProfileWithoutAnImageAndAFragmentThatIsNoneAreToldApart() {
        assertThatThrownBy(() -> Manifests.of(ObjectKind.JOB, Launches.with(ObjectShape.PLAIN)))
                .hasMessageContaining("names no 'image'");
        assertThatThrownBy(() -> made(ObjectKind.JOB, false, "{\"containers\": []}"))
                .hasMessageContaining("has a 'pod' with 'containers'");
    }
}
