package dev.botrunner.e2e.cluster;

import dev.botrunner.e2e.chart.KedaStandIn;
import dev.botrunner.e2e.chart.KedaStandIn.Sight;
import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Does in a real cluster what KEDA's operator does with a ScaledJob of the chart: asks both triggers as they are written
 * there, with the users and keys that they name, counts Jobs and pods, and creates Jobs by its formulas. For one thread.
 */
final class LiveKeda {

    /** The schemas stand in {@link dev.botrunner.e2e.chart.KedaStandIn}'s neighbours; here they only have to be there. */
    private static final String KINDS = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: PLURAL.keda.sh}
            spec:
              group: keda.sh
              scope: Namespaced
              names: {kind: KIND, plural: PLURAL}
              versions:
              - name: v1alpha1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            ---
            """;

    /** How its trigger {@code redis} measures a list. */
    private static final String LENGTH = """
            local type = redis.call('type', KEYS[1]).ok; \
            local ask = {zset = 'zcard', set = 'scard', list = 'llen', hash = 'hlen', none = 'llen'}; \
            return redis.call(ask[type], KEYS[1])""";

    private final ChartRelease release;
    private final Json.Obj scaledJob;
    private final String name;
    private final KedaStandIn formulas;
    private final Api api;

    private LiveKeda(ChartRelease release, Json.Obj scaledJob, String name, Api api) {
        this.release = release;
        this.scaledJob = scaledJob;
        this.name = name;
        this.formulas = new KedaStandIn(scaledJob);
        this.api = api;
    }

    /** What has to be there before a chart with {@code keda} is installed. */
    static void installKinds() {
        Map.of("ScaledJob", "scaledjobs", "TriggerAuthentication", "triggerauthentications")
                .forEach((kind, plural) ->
                        RealCluster.apply(KINDS.replace("KIND", kind).replace("PLURAL", plural)));
        RealCluster.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
    }

    static LiveKeda of(ChartRelease release, String bot) {
        String name = "botrunner-" + bot;
        Json.Obj scaledJob = RealCluster.object("-n", release.sessions(), "get", "scaledjob", name);
        String base = "http://" + release.address("botrunner-api") + ":8080";
        String key = release.secret(release.sessions(), "botrunner-work-key", "key");
        return new LiveKeda(release, scaledJob, name, new Api(base).as(key));
    }

    /** One look, as its operator has one every {@code pollingInterval}. */
    void look() {
        List<Json.Obj> jobs = jobs();
        List<String> running =
                jobs.stream().filter(job -> !finished(job)).map(LiveKeda::named).toList();
        Set<String> started = started();
        long pending = running.stream().filter(job -> !started.contains(job)).count();
        long queue = Math.max(byRedis(), byApi());
        formulas.look(new Sight(queue, running.size(), pending)).forEach(job -> RealCluster.apply(job.text()));
    }

    /** All Jobs that it has made, once they are through. */
    List<Json.Obj> awaitJobsOver() {
        RealCluster.await(
                "Jobs of " + name + " to be over", () -> jobs().stream().allMatch(LiveKeda::finished));
        return jobs();
    }

    private List<Json.Obj> jobs() {
        return list("jobs");
    }

    /** The Jobs of pods that run or have run. */
    private Set<String> started() {
        return list("pods").stream()
                .filter(pod -> pod.objAt("status")
                        .flatMap(status -> status.textAt("phase"))
                        .filter(phase -> !phase.equals("Pending"))
                        .isPresent())
                .map(pod -> pod.objAt("metadata")
                        .flatMap(metadata -> metadata.objAt("labels"))
                        .flatMap(labels -> labels.textAt("job-name"))
                        .orElseThrow())
                .collect(Collectors.toSet());
    }

    private List<Json.Obj> list(String kind) {
        return RealCluster.object("-n", release.sessions(), "get", kind, "-l", "scaledjob.keda.sh/name=" + name)
                .itemsAt("items")
                .orElseThrow()
                .stream()
                .map(item -> (Json.Obj) item)
                .toList();
    }

    private static boolean finished(Json.Obj job) {
        return job.objAt("status").flatMap(status -> status.itemsAt("conditions")).stream()
                .flatMap(List::stream)
                .map(condition -> ((Json.Obj) condition).textAt("type").orElse(""))
                .anyMatch(type -> type.equals("Complete") || type.equals("Failed"));
    }

    private static String named(Json.Obj object) {
        return object.objAt("metadata").flatMap(it -> it.textAt("name")).orElseThrow();
    }

    private long byApi() {
        return api.get("/v1/queue/" + name.substring("botrunner-".length()) + "/demand")
                .object()
                .integerAt("startable")
                .orElseThrow();
    }

    private long byRedis() {
        String key = trigger().textAt("listName").orElseThrow();
        String user = release.secret(release.sessions(), "botrunner-keda", "username");
        String password = release.secret(release.sessions(), "botrunner-keda", "password");
        var words = new ArrayList<>(List.of("redis-cli", "-h", release.address("botrunner-redis")));
        words.addAll(List.of("--user", user, "--no-auth-warning", "EVAL", LENGTH, "1", key));
        Path folder = Folders.make();
        try (Program asks = Program.start("redis-cli", words, folder, Map.of("REDISCLI_AUTH", password))) {
            asks.awaitExit();
            String said = String.join("\n", asks.output().awaitEnd("redis-cli"));
            return Long.parseLong(said.strip());
        } finally {
            Folders.remove(folder);
        }
    }

    private Json.Obj trigger() {
        List<Json> triggers = scaledJob
                .objAt("spec")
                .flatMap(spec -> spec.itemsAt("triggers"))
                .orElseThrow();
        return triggers.stream()
                .map(trigger -> (Json.Obj) trigger)
                .filter(trigger ->
                        trigger.textAt("type").filter("redis"::equals).isPresent())
                .findFirst()
                .flatMap(trigger -> trigger.objAt("metadata"))
                .orElseThrow();
    }

    void close() {
        api.close();
    }
}
