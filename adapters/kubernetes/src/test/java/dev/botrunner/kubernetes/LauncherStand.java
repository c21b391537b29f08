package dev.botrunner.kubernetes;

import dev.botrunner.launch.LaunchRef.ForSession;
import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.launch.ObjectShape;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.contracts.LauncherUnderTest;
import dev.botrunner.testkit.kubernetes.ApiServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A launcher before an API server of the test kit, and the hand of the cluster that nobody else is. */
final class LauncherStand implements LauncherUnderTest {

    static final String PODS = "/api/v1/namespaces/bots/pods";
    static final String JOBS = "/apis/batch/v1/namespaces/bots/jobs";

    final ApiServer server = ApiServer.start();
    private final ObjectKind kind;
    private final boolean forgetful;
    private final Launcher launcher;

    /** @param forgetful after a break of the watches it does not know their versions any more */
    LauncherStand(ObjectKind kind, boolean forgetful) {
        this.kind = kind;
        this.forgetful = forgetful;
        String url = "kubernetes:" + kind.word() + "?namespace=bots&server=" + server.url();
        var shape = new ObjectShape(Optional.of("example/bot:1"), false, Json.Obj.EMPTY);
        this.launcher = new KubernetesLauncherProvider()
                .open(new LauncherProvider.Options(url, "http://link", _ -> shape, Ticker.system()));
    }

    @Override
    public Launcher launcher() {
        return launcher;
    }

    String collection() {
        return kind == ObjectKind.JOB ? JOBS : PODS;
    }

    static String name(ForSession ref) {
        return new ObjectName(ref.session(), ref.attempt()).value();
    }

    @Override
    public void start(ForSession ref) {
        status(ref, PodStatuses.running());
    }

    @Override
    public void exit(ForSession ref, ExitStatus status) {
        status(ref, PodStatuses.exited(status.code(), "Error"));
        if (kind == ObjectKind.JOB) {
            finish(ref, status.code() == 0 ? "Complete" : "Failed");
        }
    }

    /** The Job controller's word. */
    void finish(ForSession ref, String type) {
        var condition = Json.obj().put("type", type).put("status", "True").put("reason", "BackoffLimitExceeded");
        server.change(
                JOBS,
                name(ref),
                job -> with(
                        job,
                        "status",
                        Json.obj()
                                .put("conditions", Json.arr(condition.build()))
                                .build()));
    }

    void status(ForSession ref, Json.Obj status) {
        String pod = kind == ObjectKind.JOB ? name(ref) + "-x7k2p" : name(ref);
        if (kind == ObjectKind.JOB && server.find(PODS + "/" + pod).isEmpty()) {
            server.put(PODS, podOfJob(ref, pod));
        }
        server.change(PODS, pod, it -> with(it, "status", status));
    }

    @Override
    public void remove(ForSession ref) {
        server.remove(collection(), name(ref));
    }

    @Override
    public void whileCut(Runnable something) {
        server.whileCut(() -> {
            something.run();
            if (forgetful) {
                server.compact();
            }
        });
    }

    @Override
    public void close() {
        launcher.close();
        server.close();
    }

    private Json.Obj podOfJob(ForSession ref, String name) {
        Json.Obj job = server.find(JOBS + "/" + name(ref)).orElseThrow();
        Json.Obj template =
                job.objAt("spec").flatMap(it -> it.objAt("template")).orElseThrow();
        var owner = Json.obj()
                .put("apiVersion", "batch/v1")
                .put("kind", "Job")
                .put("name", name(ref))
                .put("uid", ref.uid())
                .put("controller", true);
        var metadata = Json.obj()
                .putAll(template.objAt("metadata").orElseThrow())
                .put("name", name)
                .put("ownerReferences", Json.arr(owner.build()));
        return Json.obj()
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("metadata", metadata.build())
                .put("spec", template.objAt("spec").orElseThrow())
                .build();
    }

    static Json.Obj with(Json.Obj object, String member, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        members.put(member, value);
        return new Json.Obj(members);
    }
}
