package dev.botrunner.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.files.YamlDocuments;
import dev.botrunner.session.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What profiles and values say of the pods of bots stands in what the chart renders, as launchers would make it. */
class FragmentsTest {

    private static final Render RENDER = Render.golden("fragments");

    /** The pods of one profile that KEDA makes and that are workers. */
    static List<Json.Obj> pods() {
        return List.of(
                Render.at(RENDER.one("ScaledJob", "botrunner-chat"), "spec", "jobTargetRef", "template", "spec"),
                Render.at(RENDER.one("Deployment", "botrunner-worker-support"), "spec", "template", "spec"));
    }

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

    @ParameterizedTest
    @MethodSource("pods")
    void theRunnerIsInjectedBesideInitContainersOfTheProfile(Json.Obj pod) {
        assertThat(names(pod, "initContainers")).containsExactly("botrunner", "model");
        assertThat(names(pod, "containers")).containsExactly("bot", "side");
    }

    @ParameterizedTest
    @MethodSource("pods")
    void secretsOfTheProfileComeBesideThoseOfTheChart(Json.Obj pod) {
        assertThat(names(pod, "imagePullSecrets")).containsExactly("shared", "own");
    }

    /** The API server refuses two of one name. */
    @ParameterizedTest
    @MethodSource("pods")
    void volumesAndMountsThatTheProfileChangesStandThereOnce(Json.Obj pod) {
        assertThat(names(pod, "volumes")).containsExactly("tmp", "ticket", "botrunner");
        assertThat(Render.at(Render.objects(pod, "volumes").getFirst(), "emptyDir")
                        .textAt("sizeLimit"))
                .contains("1Gi");
        List<Json.Obj> mounts = Render.objects(bot(pod), "volumeMounts");
        assertThat(texts(mounts, "mountPath")).containsExactly("/tmp", "/var/run/botrunner/ticket", "/botrunner");
        assertThat(mounts.getFirst().textAt("subPath")).contains("bot");
    }

    @ParameterizedTest
    @MethodSource("pods")
    void falseAndNullOfTheProfileCount(Json.Obj pod) {
        assertThat(Render.at(bot(pod), "securityContext").member("readOnlyRootFilesystem"))
                .contains(Json.bool(false));
        assertThat(pod.member("dnsConfig")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void whatTheProductStandsOnIsNotTheProfilesToSay(Json.Obj pod) {
        assertThat(pod.member("activeDeadlineSeconds")).isEmpty();
        Json.Obj ticket = Render.objects(pod, "volumes").get(1);
        assertThat(ticket.members()).containsOnlyKeys("name", "projected");
        List<Json.Obj> env = Render.objects(bot(pod), "env");
        assertThat(texts(env, "name")).containsExactly("BOTRUNNER_LINK_URL", "BOTRUNNER_TICKET_FILE", "TZ");
        assertThat(env.getFirst().textAt("value")).contains("http://botrunner-link.botrunner.svc.cluster.local:8082");
    }

    /** A launcher makes more than the chart knows: what the profile takes away from that has to reach it. */
    @Test
    void launchersLearnWhatTheProfileTakesAway() {
        Json.Obj files = Render.at(RENDER.one("ConfigMap", "botrunner-bots"), "data");
        Json.Obj profiles = YamlDocuments.parse(files.textAt("bots.yaml").orElseThrow(), "bots.yaml")
                .getFirst()
                .content();
        Json.Obj spec = Render.at(profiles, "bots", "launched", "pod", "spec");
        assertThat(spec.member("dnsConfig")).contains(Json.nil());
        assertThat(names(spec, "imagePullSecrets")).containsExactly("shared", "own");
        assertThat(Render.objects(spec, "volumes"))
                .containsExactly(
                        Json.obj().put("$patch", "delete").put("name", "tmp").build());
    }

    private static Json.Obj bot(Json.Obj pod) {
        return Render.objects(pod, "containers").getFirst();
    }

    private static List<String> names(Json.Obj object, String list) {
        return texts(Render.objects(object, list), "name");
    }

    private static List<String> texts(List<Json.Obj> objects, String member) {
        return objects.stream().map(each -> each.textAt(member).orElseThrow()).toList();
    }
}
