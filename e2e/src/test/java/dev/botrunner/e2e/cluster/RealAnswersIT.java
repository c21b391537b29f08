package dev.botrunner.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What a real API server answers to creations that it does not carry out is what stands in the files that the launcher's
 * unit tests read. With {@code -Dcluster.record} the files are written.
 */
@Tag("cluster")
@ResourceLock(value = RealCluster.LOCK, mode = ResourceAccessMode.READ)
@ExtendWith(ClusterOnFailure.class)
@SuppressWarnings("NullAway.Init")
class RealAnswersIT {

    private static final Path FILES =
            Folders.repository().resolve("adapters/kubernetes/src/test/resources/dev/botrunner/kubernetes/answers");
    private static final int TOO_LARGE = 4 * 1024 * 1024;

    private ClusterNamespace namespace;
    private ApiWay launcher;
    private ApiWay admin;

    @BeforeEach
    void make() {
        namespace = ClusterNamespace.make(List.of());
        launcher = ApiWay.of(namespace);
        admin = ApiWay.as(namespace.adminToken());
    }

    @AfterEach
    void close() {
        launcher.close();
        admin.close();
        namespace.close();
    }

    private String jobs() {
        return "/apis/batch/v1/namespaces/" + namespace.name() + "/jobs";
    }

    private static String job(String image) {
        return """
                {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "bot-1"}, "spec": {"template": {"spec":
                {"restartPolicy": "Never", "containers": [{"name": "bot"%s}]}}}}
                """.formatted(image.isEmpty() ? "" : ", \"image\": \"" + image + "\"");
    }

    private void assertAnswered(String file, HttpResponse<String> answer) throws IOException {
        String text = answer.body().replace(namespace.name(), "bots");
        Path path = FILES.resolve(answer.statusCode() + "-" + file + ".txt");
        if (Boolean.getBoolean("cluster.record")) {
            Files.createDirectories(FILES);
            Files.writeString(path, text, UTF_8);
        }
        assertThat(path).as("status " + answer.statusCode() + ", " + text).exists();
        assertThat(essence(text)).isEqualTo(essence(Files.readString(path)));
    }

    /** What decides; uids and the like differ each time. */
    private static List<String> essence(String body) {
        if (!body.startsWith("{")) {
            return List.of(body);
        }
        var status = (Json.Obj) Json.parse(body);
        return List.of(
                status.textAt("reason").orElse(""),
                status.objAt("details").flatMap(it -> it.textAt("kind")).orElse(""),
                status.textAt("message").orElse("").replaceAll("[0-9]{2,}", "N"));
    }

    @Test
    void whatIsThereAlreadyOrIsNoObject() throws IOException, InterruptedException {
        assertThat(launcher.post(jobs(), job("localhost/none:1")).statusCode()).isEqualTo(201);
        assertAnswered("exists", launcher.post(jobs(), job("localhost/none:1")));
        assertAnswered("invalid", launcher.post(jobs(), job("")));
        assertAnswered("bad-request", launcher.post(jobs(), job("x").replace("\"bot-1\"", "1")));
        assertAnswered("too-large", launcher.post(jobs(), job("x".repeat(TOO_LARGE))));
    }

    @Test
    void whoMayNot() throws IOException, InterruptedException {
        assertAnswered("unauthorized", ApiWay.as("nobody").post(jobs(), job("x")));
        String pods = "/api/v1/namespaces/" + namespace.name() + "/pods";
        String pod = """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "bot-1"}, "spec": {"hostNetwork": true,
                "containers": [{"name": "bot", "image": "x"}]}}""";
        assertAnswered("pod-security", launcher.post(pods, pod));
        namespace.kubectl("delete", "rolebinding", ClusterNamespace.RIGHTS);
        await(launcher, 403);
        assertAnswered("rights", launcher.post(jobs(), job("x")));
    }

    @Test
    void aClusterThatIsFull() throws IOException, InterruptedException {
        namespace.kubectl("create", "quota", "full", "--hard=count/jobs.batch=0");
        namespace.awaitQuota("full");
        assertAnswered("quota", launcher.post(jobs(), job("x")));
    }

    @Test
    void aNamespaceThatIsGoneOrGoing() throws IOException, InterruptedException {
        assertAnswered("no-namespace", admin.post(jobs().replace(namespace.name(), "no-such"), job("x")));
        namespace.apply("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: stays, namespace: NAMESPACE, finalizers: [it.example/stays]}}
                """);
        RealCluster.kubectl("delete", "namespace", namespace.name(), "--wait=false");
        await(admin, 403);
        assertAnswered("terminating", admin.post(jobs(), job("x")));
        namespace.kubectl("patch", "configmap", "stays", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
    }

    @Test
    void aWebhookThatDoesNotAnswer() throws IOException, InterruptedException {
        namespace.apply("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: NAMESPACE}
                webhooks:
                - name: check.example.com
                  clientConfig: {url: "https://127.0.0.1:1/check"}
                  failurePolicy: Fail
                  sideEffects: None
                  admissionReviewVersions: [v1]
                  timeoutSeconds: 2
                  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}
                  rules:
                  - {apiGroups: [batch], apiVersions: [v1], operations: [CREATE], resources: [jobs]}
                """);
        try {
            await(launcher, 500);
            assertAnswered("webhook", launcher.post(jobs(), job("x")));
        } finally {
            RealCluster.kubectl("delete", "validatingwebhookconfiguration", namespace.name());
        }
    }

    /** The API server acts upon what was set a moment later. */
    private void await(ApiWay way, int status) {
        RealCluster.await("an answer " + status, () -> {
            try {
                return way.post(jobs() + "?dryRun=All", job("x")).statusCode() == status;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError("Interrupted", e);
            }
        });
    }
}
