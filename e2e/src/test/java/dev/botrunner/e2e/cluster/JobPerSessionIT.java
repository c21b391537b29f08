package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stream;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.kubernetes.ApiServer;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the join to the end through a Job, whose pod proves itself with its own token. */
@ExtendWith(LogsOnFailure.class)
@SuppressWarnings("NullAway.Init")
class JobPerSessionIT {

    private static final Pattern API = Pattern.compile("^ *API +(http://\\S+)");
    private static final Json.Obj NO_STATE = Json.Obj.EMPTY;

    private final ApiServer cluster = ApiServer.start();
    private final ClusterKeys keys = new ClusterKeys();
    private Path folder;
    private Kubelet kubelet;
    private Program control;
    private Api api;

    @BeforeEach
    void start() throws IOException {
        folder = Folders.make();
        TestBots.write(folder, Topology.PLAIN);
        kubelet = new Kubelet(cluster, keys, folder);
        Files.writeString(folder.resolve("jwks.json"), keys.jwks());
        Files.writeString(
                folder.resolve("jobs.yaml"),
                "bots: {brief: {image: 'example/brief:1', good_bye: 5s}, crash: {image: 'example/crash:1', attempts: 1}}");
        control = Botrunner.start(
                folder,
                List.of(
                        "control",
                        "--auth",
                        "none",
                        "--bots",
                        "jobs.yaml",
                        "--http",
                        "127.0.0.1:0",
                        "--manage",
                        "127.0.0.1:0",
                        "--link",
                        "127.0.0.1:0",
                        "--launcher",
                        "kubernetes:job?namespace=bots&server=" + cluster.url(),
                        "--ticket-issuer",
                        "jwks.json"));
        api = new Api(control.awaitOutput(API).group(1));
    }

    @AfterEach
    void stop() {
        api.close();
        control.close();
        cluster.close();
        ProcessTable.end(folder);
        Folders.remove(folder);
    }

    private String join(String bot) {
        var body = Json.obj().put("bot", bot).put("room_url", "https://rooms.example/" + bot);
        return api.post("/v1/join", body.build()).object().textAt("session_id").orElseThrow();
    }

    private static void awaitPhase(Stream events, String phase) {
        events.await(
                phase,
                told -> told.is(Told.PROGRESS)
                        && told.data().textAt("phase").filter(phase::equals).isPresent());
    }

    private static Json.Obj state(String name, Json.Obj how) {
        return Json.obj().put(name, how).build();
    }

    @Test
    void aJoinBecomesAJobAndItsPodABotThatEnds() throws InterruptedException {
        String id = join("brief");
        try (Stream events = api.events("/v1/sessions/" + id + "/events")) {
            String pod = kubelet.podOf(cluster.awaitOne(Kubelet.JOBS));
            awaitPhase(events, "created");
            kubelet.status(pod, "Pending", NO_STATE);
            awaitPhase(events, "scheduled");
            kubelet.status(
                    pod,
                    "Pending",
                    state(
                            "waiting",
                            Json.obj().put("reason", "ContainerCreating").build()));
            awaitPhase(events, "pulling");
            kubelet.status(pod, "Running", state("running", Json.Obj.EMPTY));
            awaitPhase(events, "started");
            try (Program runner = kubelet.run(pod)) {
                assertThat(runner.awaitExit()).isZero();
            }
            assertThat(events.await(Told.END).end().word()).isEqualTo("completed/done");
            assertThat(events.told().stream().map(Told::type)).contains(Told.RUNNING, Told.JOINED);
        }
    }

    @Test
    void aPodThatNeverRanFailsTheSessionAndSaysWhy() throws InterruptedException {
        String id = join("crash");
        try (Stream events = api.events("/v1/sessions/" + id + "/events")) {
            String pod = kubelet.podOf(cluster.awaitOne(Kubelet.JOBS));
            kubelet.status(
                    pod,
                    "Pending",
                    state(
                            "waiting",
                            Json.obj()
                                    .put("reason", "InvalidImageName")
                                    .put("message", "cannot parse it")
                                    .build()));
            Told end = events.await(Told.END);
            assertThat(end.end().word()).isEqualTo("failed/image_unavailable");
            assertThat(end.toString()).contains("cannot parse it");
        }
    }
}
