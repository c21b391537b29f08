package dev.botrunner.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.e2e.cluster.RealCluster.Said;
import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.e2e.stand.Joins;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The chart, installed by Helm into namespaces of its own, with the images of {@code images/build}. */
final class ChartRelease implements AutoCloseable {

    private static final Path REPOSITORY = Folders.repository();
    private static final Duration ANSWER = Duration.ofSeconds(40);

    private static final String VALUES = """
            image:
              control: {repository: localhost/botrunner-control}
              runner: {repository: localhost/botrunner-runner}
            redis: {builtin: {enabled: true, image: "REDIS"}}
            serve: {resources: {requests: {cpu: 10m, memory: 64Mi}}}
            dispatch: {resources: {requests: {cpu: 10m, memory: 64Mi}}}
            sessions: {resources: {requests: {cpu: 10m, memory: 64Mi}}}
            """;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String namespace = "chart-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    private final Path folder = Folders.make();
    private final HttpClient http = HttpClient.newHttpClient();

    private final String bots;

    private ChartRelease(String bots) {
        this.bots = bots;
    }

    /**
     * Installed, and everything of it ready.
     *
     * @param bots the bots, and what else the values say beside images, resources and a Redis to try with
     */
    static ChartRelease install(String bots) {
        RealCluster.up();
        load("control");
        load("runner");
        var release = new ChartRelease(bots);
        try {
            release.must("install", "--create-namespace");
            release.awaitReady();
        } catch (AssertionError failed) {
            failed.addSuppressed(
                    new AssertionError(RealCluster.tryKubectl("-n", release.namespace, "get", "pods,events")
                            .output()));
            release.close();
            throw failed;
        }
        return release;
    }

    String namespace() {
        return namespace;
    }

    String sessions() {
        return namespace + "-bots";
    }

    /** Changes values, and waits until all is ready again. */
    void upgrade(String... set) {
        var words = new ArrayList<String>();
        for (String value : set) {
            words.addAll(List.of("--set-string", value));
        }
        must("upgrade", words.toArray(String[]::new));
        awaitReady();
    }

    Said uninstall() {
        return RealCluster.helm("uninstall", "botrunner", "-n", namespace);
    }

    /** Waits until what is there is what was asked for, and nothing else. */
    private void awaitReady() {
        for (String part :
                List.of("statefulset/botrunner-redis", "deployment/botrunner-serve", "deployment/botrunner-dispatch")) {
            RealCluster.await(
                    part + " to be ready",
                    () -> RealCluster.tryKubectl("-n", namespace, "rollout", "status", part, "--timeout=20s")
                            .worked());
        }
    }

    /** The session of a join that waits until the bot is there. */
    Json.Obj join(String room) {
        var body = Json.obj().put("room_url", "https://rooms.example/" + room);
        try (Api api = api()) {
            return Joins.ask(api, body.build(), Map.of("Prefer", "wait=30")).object();
        }
    }

    Json.Obj session(String id) {
        return call("GET", "/v1/sessions/" + id, "");
    }

    void stop(String id) {
        call("DELETE", "/v1/sessions/" + id, "");
    }

    /** Its API, for callers of the only tenant. */
    Api api() {
        return new Api("http://" + address("botrunner-api") + ":8080").as(key());
    }

    /** A session of that bot, followed from its first event. */
    ClusterSession follow(Api api, String bot, String room) {
        var body = Json.obj().put("bot", bot).put("room_url", "https://rooms.example/" + room);
        return new ClusterSession(() -> api, Joins.session(Joins.ask(api, body.build(), Map.of())));
    }

    /** What that service account may do where bots are. */
    boolean may(String verb, String resource, String where, String account) {
        return RealCluster.tryKubectl(
                        "auth", "can-i", verb, resource, "-n", where, "--as", "system:serviceaccount:" + account)
                .output()
                .strip()
                .equals("yes");
    }

    private Json.Obj call(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://" + address("botrunner-api") + ":8080" + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + key())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return (Json.Obj) Json.parse(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    String address(String service) {
        return RealCluster.kubectl("-n", namespace, "get", "service", service, "-o", "jsonpath={.spec.clusterIP}");
    }

    String secret(String where, String name, String key) {
        String coded = RealCluster.kubectl("-n", where, "get", "secret", name, "-o", "jsonpath={.data." + key + "}");
        return new String(Base64.getDecoder().decode(coded.strip()), UTF_8);
    }

    /** Its Redis to try with, for whoever may do what a control server may. */
    String redisUrl() {
        try {
            Path password = Files.writeString(
                    folder.resolve("redis.password"), secret(namespace, "botrunner-redis", "control"));
            return "redis://control@" + address("botrunner-redis") + ":6379?password-file=" + password;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String key() {
        return secret(namespace, "botrunner-api-key", "key");
    }

    private void must(String verb, String... words) {
        var all = new ArrayList<>(List.of(
                verb, "botrunner", REPOSITORY.resolve("charts/botrunner").toString()));
        all.addAll(List.of("-n", namespace, "-f", values().toString()));
        all.addAll(List.of(words));
        Said said = RealCluster.helm(all.toArray(String[]::new));
        if (!said.worked()) {
            throw new AssertionError("helm " + verb + " failed: " + said.errors());
        }
    }

    private Path values() {
        try {
            return Files.writeString(
                    folder.resolve("values.yaml"), VALUES.replace("REDIS", RedisImage.loaded()) + bots);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(String image) {
        Path tar = REPOSITORY.resolve("images/target/botrunner-" + image + ".tar");
        if (!Files.exists(tar)) {
            throw new AssertionError("There is no " + tar + ": images/build makes it");
        }
        RealCluster.load(tar);
    }

    @Override
    public void close() {
        if (RealCluster.tryKubectl("get", "namespace", sessions()).worked()) {
            uninstall();
        }
        RealCluster.tryKubectl("delete", "namespace", namespace, "--wait=false");
        http.close();
        Folders.remove(folder);
    }
}
