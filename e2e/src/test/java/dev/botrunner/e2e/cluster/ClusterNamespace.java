package dev.botrunner.e2e.cluster;

import dev.botrunner.session.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A namespace for one test: service accounts of the bots, and one for the launcher with the rights that the docs name. */
final class ClusterNamespace implements AutoCloseable {

    static final String RIGHTS = "dispatch";

    private static final Set<ClusterNamespace> OPEN = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern AUTHORITY = Pattern.compile("certificate-authority-data: (\\S+)");
    private static final Pattern SERVER = Pattern.compile("server: (\\S+)");

    private static final String MADE = """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: NAMESPACE
              labels: {pod-security.kubernetes.io/enforce: restricted}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: dispatch, namespace: NAMESPACE}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: dispatch, namespace: NAMESPACE}
            rules:
            - {apiGroups: [batch], resources: [jobs], verbs: [create, get, list, watch, delete]}
            - {apiGroups: [""], resources: [pods], verbs: [create, get, list, watch, delete]}
            - {apiGroups: [""], resources: [pods/log], verbs: [get]}
            - {apiGroups: [""], resources: [events], verbs: [list]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: dispatch, namespace: NAMESPACE}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: dispatch}
            subjects:
            - {kind: ServiceAccount, name: dispatch, namespace: NAMESPACE}
            """;

    private static final String ACCOUNT = """
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: bot-BOT, namespace: NAMESPACE}
            automountServiceAccountToken: false
            """;

    private final String name;

    /** One that somebody else has made, and ends. */
    ClusterNamespace(String name) {
        this.name = name;
    }

    static ClusterNamespace make(List<String> bots) {
        RealCluster.up();
        String name = "it-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        var manifest = new StringBuilder(MADE);
        bots.forEach(bot -> manifest.append(ACCOUNT.replace("BOT", bot)));
        RealCluster.apply(manifest.toString().replace("NAMESPACE", name));
        var made = new ClusterNamespace(name);
        OPEN.add(made);
        return made;
    }

    String name() {
        return name;
    }

    String kubectl(String... words) {
        return RealCluster.kubectl(within(words));
    }

    RealCluster.Said tryKubectl(String... words) {
        return RealCluster.tryKubectl(within(words));
    }

    Json.Obj object(String... words) {
        return RealCluster.object(within(words));
    }

    void apply(String manifest) {
        RealCluster.apply(manifest.replace("NAMESPACE", name));
    }

    private String[] within(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "-n";
        all[1] = name;
        System.arraycopy(words, 0, all, 2, words.length);
        return all;
    }

    /** The token of the launcher's service account. */
    String token() {
        return kubectl("create", "token", RIGHTS, "--duration=2h").strip();
    }

    /** The token of one who may do everything, until the namespace is closed. */
    String adminToken() {
        apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: NAMESPACE}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                subjects: [{kind: ServiceAccount, name: default, namespace: NAMESPACE}]
                """);
        awaitAccount("default");
        return kubectl("create", "token", "default", "--duration=2h").strip();
    }

    /** A kubeconfig for the launcher: its rights are those of the service account. */
    String kubeconfig(Path folder) {
        String admin = RealCluster.kubeconfig();
        Path file = folder.resolve("dispatch.kubeconfig");
        try {
            Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    current-context: it
                    clusters:
                    - {name: it, cluster: {server: "%s", certificate-authority-data: %s}}
                    users:
                    - {name: it, user: {token: %s}}
                    contexts:
                    - {name: it, context: {cluster: it, user: it, namespace: %s}}
                    """.formatted(found(SERVER, admin), found(AUTHORITY, admin), token(), name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("No " + pattern + " in the cluster's kubeconfig");
        }
        return matcher.group(1);
    }

    /** Names of what there is of a kind. */
    List<String> names(String kind) {
        return kubectl("get", kind, "-o", "name").lines().toList();
    }

    /** Waits until pods may be made as that service account. */
    void awaitAccount(String account) {
        RealCluster.await(
                "service account " + account,
                () -> tryKubectl("get", "serviceaccount", account).worked());
    }

    void awaitPods(int count) {
        RealCluster.await(count + " pods in " + name, () -> names("pods").size() == count);
    }

    /** Waits until so many of these pods run. */
    void awaitRunning(String label, int count) {
        RealCluster.await(
                count + " running pods of " + label,
                () -> kubectl("get", "pods", "-l", label, "--field-selector=status.phase=Running", "-o", "name")
                                .lines()
                                .count()
                        == count);
    }

    /** Finished Jobs are kept for ten minutes: nobody waits for that here. */
    void awaitJobsGone() {
        for (String job : names("jobs")) {
            kubectl("patch", job, "--type=merge", "-p", "{\"spec\":{\"ttlSecondsAfterFinished\":0}}");
        }
        RealCluster.await("all Jobs to be gone", () -> names("jobs").isEmpty());
    }

    /** Waits until every pod has left by itself, and then until nothing is there any more. */
    void awaitObjectsGone() {
        String running = "--field-selector=status.phase!=Succeeded,status.phase!=Failed";
        RealCluster.await(
                "all pods to have left",
                () -> kubectl("get", "pods", running, "-o", "name").isEmpty());
        awaitJobsGone();
        RealCluster.await("all objects to be gone", () -> names("jobs,pods").isEmpty());
    }

    /** Waits until a quota holds: the API server learns of it a moment later. */
    void awaitQuota(String quota) {
        RealCluster.await(
                "the quota to be counted",
                () -> object("get", "quota", quota)
                        .objAt("status")
                        .flatMap(status -> status.objAt("used"))
                        .isPresent());
    }

    /** Makes one more pod of a Job's template, which no controller knows; its name. */
    String copyPodOf(String job) {
        Json.Obj spec = object("get", "job", job).objAt("spec").orElseThrow();
        Json.Obj template = spec.objAt("template").orElseThrow();
        String pod = job + "-again";
        var metadata = Json.obj().put("name", pod).put("namespace", name);
        apply(Json.obj()
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("metadata", metadata.build())
                .put("spec", template.objAt("spec").orElseThrow())
                .build()
                .text());
        return pod;
    }

    /** Asks for a pod to go, as whoever drains a node does. */
    void evict(String pod) {
        RealCluster.post("/api/v1/namespaces/" + name + "/pods/" + pod + "/eviction", """
                {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "%s", "namespace": "%s"}}
                """.formatted(pod, name));
    }

    /** The pod of an attempt's Job. */
    String podOf(String job) {
        return kubectl("get", "pods", "-l", "job-name=" + job, "-o", "jsonpath={.items[0].metadata.name}");
    }

    /** Waits until the only container of a pod has left with that code. */
    void awaitExit(String pod, int code) {
        String path = "jsonpath={.status.containerStatuses[0].state.terminated.exitCode}";
        RealCluster.await(
                pod + " to have left with " + code,
                () -> kubectl("get", "pod", pod, "-o", path).equals(Integer.toString(code)));
    }

    /** What the cluster knows of all that is open, for a test that has failed. */
    static List<String> reports() {
        return OPEN.stream().map(ClusterNamespace::report).toList();
    }

    private String report() {
        var text = new StringBuilder("──── namespace " + name + "\n");
        text.append(tryKubectl("get", "jobs,pods", "-o", "wide").output()).append('\n');
        text.append(tryKubectl("get", "events", "--sort-by=.lastTimestamp").output())
                .append('\n');
        for (String pod :
                tryKubectl("get", "pods", "-o", "name").output().lines().toList()) {
            text.append("──── ").append(pod).append('\n');
            text.append(tryKubectl("logs", "--tail=30", pod).output()).append('\n');
        }
        return text.toString();
    }

    @Override
    public void close() {
        OPEN.remove(this);
        tryKubectl("delete", "pods,jobs", "--all", "--force", "--grace-period=0", "--wait=false");
        tryKubectl("delete", "clusterrolebinding", name, "--ignore-not-found");
        tryKubectl("delete", "namespace", name, "--wait=false");
    }
}
