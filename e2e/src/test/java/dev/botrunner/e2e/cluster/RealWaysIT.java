package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Visitor;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.model.FakeModel;
import dev.botrunner.testkit.model.Script;
import dev.botrunner.testkit.process.Program;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The ways in which a pod gets its configuration, and a bot that meets people in a room. */
@Tag("cluster")
@ResourceLock(value = RealCluster.LOCK, mode = ResourceAccessMode.READ)
@ExtendWith({LogsOnFailure.class, ClusterOnFailure.class})
class RealWaysIT {

    private static final Pattern ROOMS = Pattern.compile("^ *Rooms +(http://\\S+)");
    private static final String HELD = """
            held: {image: IMAGE, good_bye: 5s, start_deadline: 150s, pod: {spec: {nodeSelector: {phases: there}, \
            containers: [{name: bot, command: [/bin/sleep, '1000'], volumeMounts: [{name: late, mountPath: /late}]}], \
            volumes: [{name: late, configMap: {name: late}}]}}}""";
    private static final String RECORD = "{\"name\":\"Robin\"}";

    @Test
    void aBotMeetsAPersonInARoom() throws InterruptedException, UnknownHostException {
        Path folder = Folders.make();
        ClusterPlan plan = ClusterPlan.of("job").bots("chat: {image: IMAGE, good_bye: 5s}");
        try (ClusterStand stand = ClusterStand.start(plan);
                FakeModel model = FakeModel.start(InetAddress.getByName(RealCluster.MACHINE));
                Program rooms = Botrunner.start(folder, List.of("rooms", "--listen", RealCluster.MACHINE + ":0"))) {
            model.then(Script.says("Ferns", " do."));
            String room = rooms.awaitOutput(ROOMS).group(1) + "/garden";
            var secrets = Json.obj().put("MODEL_URL", model.url()).put("MODEL_API_KEY", "hunter2");
            try (var ada = Visitor.of(room, "Ada");
                    ClusterSession session = stand.join(
                            "chat",
                            room,
                            body -> body.put("secrets", secrets.build()).put("personality", Json.parse(RECORD)))) {
                ada.awaitSaid("Hello Ada, I am Robin.");
                ada.say("What grows in the shade?");
                ada.awaitSaid("Ferns do.");
                assertThat(stand.namespace().kubectl("get", "jobs,pods", "-o", "yaml"))
                        .contains(session.id())
                        .doesNotContain("hunter2");
                ada.leave();
                assertThat(session.awaitEnd().word()).isEqualTo("completed/room_empty");
            }
        } finally {
            Folders.remove(folder);
        }
    }

    @Test
    void whatIsNotSecretStandsInTheEnvironmentWhereAProfileSaysSo() {
        ClusterPlan plan = ClusterPlan.of("job").bots("stay: {image: IMAGE, good_bye: 5s, deliver: env}");
        try (ClusterStand stand = ClusterStand.start(plan);
                ClusterSession session = stand.join(
                                "stay",
                                "one",
                                body -> body.put("personality", Json.parse(RECORD))
                                        .put(
                                                "secrets",
                                                Json.obj()
                                                        .put("WORD", "hunter2")
                                                        .build()))
                        .joined()) {
            String made = stand.namespace().kubectl("get", "jobs,pods", "-o", "yaml");
            assertThat(made)
                    .contains("name: ROOM_URL", "https://rooms.example/one", "name: BOT_PERSONALITY_RECORD", RECORD)
                    .doesNotContain("hunter2");
            session.leavesWhenAsked();
        }
    }

    /** Its node, its volume and its program are held back in turn. */
    @Test
    void everyPhaseOfAPodIsToldAndStandsInTheTimeline() {
        ClusterPlan plan = ClusterPlan.of("job").bots(HELD);
        try (ClusterStand stand = ClusterStand.start(plan);
                ClusterSession session = stand.join("held", "one")) {
            session.awaitPhase("created");
            RealCluster.kubectl("label", "node", "--all", "phases=there");
            try {
                session.awaitPhase("scheduled");
                session.awaitPhase("pulling");
                stand.namespace().kubectl("create", "configmap", "late");
                session.awaitPhase("started");
            } finally {
                RealCluster.kubectl("label", "node", "--all", "phases-");
            }
            assertThat(session.timeline())
                    .containsExactly("accepted", "queued", "claimed", "created", "scheduled", "pulling", "started");
            session.leavesWhenAsked();
        }
    }

    @Test
    void botsAreRunByHandWithoutAnyServer() {
        try (ClusterNamespace namespace = ClusterNamespace.make(List.of())) {
            RealCluster.kubectl(
                    "label",
                    "namespace",
                    namespace.name(),
                    "pod-security.kubernetes.io/enforce=baseline",
                    "--overwrite");
            namespace.awaitAccount("default");
            for (int i = 0; i < RealSessionsIT.SESSIONS; i++) {
                namespace.kubectl(
                        "run",
                        "bot-" + i,
                        "--image=" + TestImage.loaded(),
                        "--restart=Never",
                        "--env=BOT_NAME=brief",
                        "--env=ROOM_URL=https://rooms.example/by-hand-" + i,
                        "--env=BOT_PERSONALITY_RECORD=" + RECORD);
            }
            for (int i = 0; i < RealSessionsIT.SESSIONS; i++) {
                assertLivedAlone(namespace, "bot-" + i);
            }
        }
    }

    private static void assertLivedAlone(ClusterNamespace namespace, String pod) {
        namespace.awaitExit(pod, 0);
        List<Told> told = namespace
                .kubectl("logs", pod)
                .lines()
                .filter(line -> line.startsWith("{\"specversion\""))
                .map(line -> new Told((Json.Obj) Json.parse(line)))
                .toList();
        assertThat(told.stream().map(Told::type)).contains(Told.RUNNING, Told.JOINED, Told.END);
        assertThat(told.getLast().end().word()).isEqualTo("completed/done");
    }
}
