package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.kubernetes.ApiFault;
import dev.botrunner.testkit.kubernetes.ApiServer;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code doctor --audit} looks at the Jobs of a cluster, too, and says it where it cannot. */
@ExtendWith(LogsOnFailure.class)
@Timeout(120)
class AuditedJobsIT {

    /** As often as anybody asks. */
    private static final ApiFault[] NO_RIGHTS =
            Stream.generate(() -> new ApiFault.Answers(403, """
                    {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "Forbidden", "code": 403,
                     "message": "jobs.batch is forbidden: User \\"me\\" cannot list resource \\"jobs\\""}
                    """)).limit(100).toArray(ApiFault[]::new);

    private final ApiServer cluster = ApiServer.start();
    private final RedisServer redis = RedisServer.start(RedisPlan.DURABLE);
    private final Path folder = Folders.make();

    @AfterEach
    void end() {
        cluster.close();
        redis.close();
        Folders.remove(folder);
    }

    @Test
    void aSecondJobOfAnAttemptIsFoundAndMissingRightsAreSaid() throws IOException, InterruptedException {
        Path bots = Files.writeString(
                folder.resolve("jobs.yaml"), "bots: {brief: {image: 'example/brief:1', start_deadline: 5m}}");
        Path issuer = Files.writeString(folder.resolve("jwks.json"), new ClusterKeys().jwks());
        Path settings = Files.write(
                folder.resolve("control.conf"),
                List.of(
                        "auth=none",
                        "bots=" + bots,
                        "seal-key=" + folder.resolve(Folders.sealKey(folder)),
                        "queue=" + redis.url(),
                        "ticket-issuer=" + issuer,
                        "launcher=kubernetes:job?namespace=bots&server=" + cluster.url()));
        try (Stand stand = Stand.startServer(
                StandPlan.of(Topology.PLAIN).control("--config", settings.toString(), "--bots", bots.toString()))) {
            var body = Json.obj().put("bot", "brief").put("room_url", "https://rooms.example/jobs");
            assertThat(stand.api().post("/v1/join", body.build()).status()).isEqualTo(202);
            Json.Obj job = cluster.awaitOne(Kubelet.JOBS);
            cluster.put(Kubelet.JOBS, copy(job));
            assertThat(audit(stand, settings, 1))
                    .containsPattern("I3 +ok .* 2 looked at")
                    .containsPattern("I4 +fault .* 1 breaches")
                    .contains("is for attempt 1 of");
            cluster.script("GET", Kubelet.JOBS, NO_RIGHTS);
            assertThat(audit(stand, settings, 0)).contains("cannot be listed from here");
        }
    }

    private static Json.Obj copy(Json.Obj job) {
        Json.Obj metadata = job.objAt("metadata").orElseThrow();
        Json.Obj own = Json.obj()
                .put("name", "another")
                .put("labels", metadata.objAt("labels").orElseThrow())
                .build();
        var copy = Json.obj();
        job.members().forEach((name, value) -> copy.put(name, name.equals("metadata") ? own : value));
        return copy.build();
    }

    private static String audit(Stand stand, Path settings, int code) {
        List<String> words = List.of(
                "doctor",
                "--url",
                stand.url(),
                "--manage",
                stand.managementUrl(),
                "--settings",
                settings.toString(),
                "--audit");
        try (Program doctor = Botrunner.start(stand.folder(), words)) {
            assertThat(doctor.awaitExit()).as(doctor.log()).isEqualTo(code);
            return String.join("\n", doctor.output().awaitEnd("doctor"));
        }
    }
}
