package dev.botrunner.e2e.cluster;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.kubernetes.ApiServer;
import dev.botrunner.testkit.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes the pod of a Job, gives it its token, and runs what would be in its image. */
final class Kubelet {

    static final String JOBS = "/apis/batch/v1/namespaces/bots/jobs";
    static final String PODS = "/api/v1/namespaces/bots/pods";

    private final ApiServer server;
    private final ClusterKeys keys;
    private final Path folder;

    Kubelet(ApiServer server, ClusterKeys keys, Path folder) {
        this.server = server;
        this.keys = keys;
        this.folder = folder;
    }

    /** A pod that nothing has been done about yet; its name. */
    String podOf(Json.Obj job) {
        Json.Obj metadata = job.objAt("metadata").orElseThrow();
        Json.Obj template =
                job.objAt("spec").flatMap(spec -> spec.objAt("template")).orElseThrow();
        String name = metadata.textAt("name").orElseThrow() + "-abcde";
        var owner = Json.obj()
                .put("kind", "Job")
                .put("apiVersion", "batch/v1")
                .put("name", metadata.textAt("name").orElseThrow())
                .put("uid", metadata.textAt("uid").orElseThrow())
                .put("controller", true)
                .build();
        server.put(
                PODS,
                Json.obj()
                        .put("apiVersion", "v1")
                        .put("kind", "Pod")
                        .put(
                                "metadata",
                                Json.obj()
                                        .putAll(template.objAt("metadata").orElseThrow())
                                        .put("name", name)
                                        .put("ownerReferences", Json.arr(owner))
                                        .build())
                        .put("spec", template.objAt("spec").orElseThrow())
                        .build());
        return name;
    }

    void status(String pod, String phase, Json.Obj state) {
        var scheduled = Json.obj().put("type", "PodScheduled").put("status", "True");
        var status = Json.obj().put("phase", phase).put("conditions", Json.arr(scheduled.build()));
        if (!state.members().isEmpty()) {
            status.put(
                    "containerStatuses",
                    Json.arr(Json.obj().put("name", "bot").put("state", state).build()));
        }
        server.change(PODS, pod, it -> {
            Map<String, Json> members = new HashMap<>(it.members());
            members.put("status", status.build());
            return new Json.Obj(members);
        });
    }

    /** The process of its container, with the environment that stands in the pod and the token that would be mounted. */
    Program run(String pod) {
        Json.Obj spec =
                server.find(PODS + "/" + pod).flatMap(it -> it.objAt("spec")).orElseThrow();
        Map<String, String> variables = new HashMap<>();
        var container = (Json.Obj) spec.itemsAt("containers").orElseThrow().getFirst();
        for (Json item : container.itemsAt("env").orElseThrow()) {
            var variable = (Json.Obj) item;
            variables.put(
                    variable.textAt("name").orElseThrow(),
                    variable.textAt("value").orElseThrow().replace("$$", "$"));
        }
        String account = spec.textAt("serviceAccountName").orElseThrow();
        Path token = folder.resolve("token-" + pod);
        try {
            Files.writeString(token, keys.token(pod, UUID.randomUUID().toString(), account));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        variables.put("BOTRUNNER_TICKET_FILE", token.toString());
        return Botrunner.start(folder, List.of("runner", "run", "--bots", "bots.yaml"), variables);
    }
}
