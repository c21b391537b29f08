package dev.botrunner.kubernetes;

import dev.botrunner.loop.Threads;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Json;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * A connection to one namespace of one cluster. Nothing is tried twice in here: an answer that got lost is told as such.
 * From any thread; blocks for ten seconds at most.
 */
final class Cluster implements AutoCloseable {

    private static final String DEFAULT = "default";
    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 10_000;

    private final KubernetesClient client;
    private final ExecutorService tasks;
    private final String namespace;

    private Cluster(KubernetesClient client, ExecutorService tasks, String namespace) {
        this.client = client;
        this.tasks = tasks;
        this.namespace = namespace;
    }

    /** @throws DependencyException no cluster is known here, or what would show it who we are cannot be used */
    static Cluster open(LauncherUrl url) {
        Config config = configured(found(url));
        String namespace = namespace(url, config);
        ExecutorService tasks = Threads.virtualPerTask("kubernetes-");
        try {
            KubernetesClient client = new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(new JdkHttpClientFactory())
                    .withTaskExecutor(tasks)
                    .build();
            return new Cluster(client, tasks, namespace);
        } catch (KubernetesClientException unusable) {
            tasks.shutdownNow();
            throw new DependencyException(
                    ApiFailures.unavailable("Using the certificates and keys for the cluster", unusable), unusable);
        }
    }

    /** The namespace that a launcher of that URL launches in. */
    static String namespace(LauncherUrl url) {
        return url.namespace().orElseGet(() -> namespace(url, found(url)));
    }

    /** The namespace of the pod that we are in. */
    static String usualNamespace() {
        return isKnownHere()
                ? Optional.ofNullable(Config.autoConfigure(null).getNamespace()).orElse(DEFAULT)
                : DEFAULT;
    }

    private static String namespace(LauncherUrl url, Config config) {
        return url.namespace()
                .or(() -> Optional.ofNullable(config.getNamespace()))
                .orElse(DEFAULT);
    }

    KubernetesClient client() {
        return client;
    }

    /** A virtual thread for each, which its close ends. */
    ExecutorService tasks() {
        return tasks;
    }

    String namespace() {
        return namespace;
    }

    /** Where it is, for messages. */
    String address() {
        return String.valueOf(client.getMasterUrl());
    }

    /** The object as it is there now, under its uid. */
    Json.Obj create(String path, Json.Obj object) {
        return object(client.raw(path, "POST", object.text()));
    }

    Optional<Json.Obj> find(String path) {
        try {
            return Optional.ofNullable(client.raw(path)).map(Cluster::object);
        } catch (KubernetesClientException failed) {
            if (failed.getCode() == 404) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** Whether it was there as that uid. */
    boolean delete(String path, String uid, Optional<Long> graceSeconds) {
        var options = Json.obj()
                .put("apiVersion", "v1")
                .put("kind", "DeleteOptions")
                .put("propagationPolicy", "Background")
                .put("preconditions", Json.obj().put("uid", uid).build());
        graceSeconds.ifPresent(grace -> options.put("gracePeriodSeconds", grace));
        try {
            client.raw(path, "DELETE", options.build().text());
            return true;
        } catch (KubernetesClientException failed) {
            if (failed.getCode() == 404 || failed.getCode() == 409) {
                return false;
            }
            throw failed;
        }
    }

    @Override
    public void close() {
        client.close();
        tasks.shutdownNow();
    }

    private static Json.Obj object(String text) {
        return (Json.Obj) Json.parse(text);
    }

    private static Config found(LauncherUrl url) {
        if (url.server().isPresent()) {
            return new ConfigBuilder(Config.empty())
                    .withMasterUrl(url.server().get())
                    .build();
        }
        if (url.kubeconfig().isPresent()) {
            Path file = Path.of(url.kubeconfig().get());
            if (!Files.isReadable(file)) {
                throw new DependencyException(new Failure(
                        ErrorCode.LAUNCHER_UNAVAILABLE, "The kubeconfig " + file + " is not there, or cannot be read"));
            }
            return Config.fromKubeconfig(url.context().orElse(null), file.toFile());
        }
        if (!isKnownHere()) {
            throw new DependencyException(new Failure(
                    ErrorCode.LAUNCHER_UNAVAILABLE,
                    "No cluster is known here: expected to run in a pod, or KUBECONFIG or ~/.kube/config, or"
                            + " --launcher 'kubernetes:job?kubeconfig=FILE'"));
        }
        return Config.autoConfigure(url.context().orElse(null));
    }

    private static boolean isKnownHere() {
        return System.getenv("KUBERNETES_SERVICE_HOST") != null
                || System.getenv("KUBECONFIG") != null
                || Files.isReadable(Path.of(System.getProperty("user.home", "/"), ".kube", "config"));
    }

    private static Config configured(Config found) {
        return new ConfigBuilder(ClientKey.readable(found))
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectLimit(0)
                .withOnlyHttpWatches(true)
                .withUserAgent("botrunner")
                .build();
    }
}
