package dev.botrunner.e2e.chart;

import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Does what KEDA does with a ScaledJob of {@code scalingStrategy: accurate}, by the formulas of its 2.21: how many Jobs it
 * creates when it looks, and what they are. Whoever uses it plays the cluster.
 */
public final class KedaStandIn {

    /**
     * What KEDA sees when it looks.
     *
     * @param queue what a trigger measured
     * @param running Jobs that have not finished, pending ones included
     * @param pending those of them whose pods do not run yet
     */
    public record Sight(long queue, long running, long pending) {}

    private final Json.Obj scaledJob;
    private int made;

    public KedaStandIn(Json.Obj scaledJob) {
        String strategy = Render.at(scaledJob, "spec", "scalingStrategy")
                .textAt("strategy")
                .orElse("default");
        if (!strategy.equals("accurate")) {
            throw new IllegalArgumentException("Only 'accurate' is played here, not '" + strategy + "'");
        }
        this.scaledJob = scaledJob;
    }

    /** How many Jobs it would create now. */
    long wanted(Sight sight) {
        long most = number("maxReplicaCount", 100);
        long least = number("minReplicaCount", 0);
        if (sight.running() < least) {
            return least - sight.running();
        }
        long scale = Math.min(most, (sight.queue() + target() - 1) / target());
        long busy = sight.running() - least;
        long effective = scale + busy - sight.pending() > most ? most - busy : scale - sight.pending();
        // Where no trigger is active nothing is created, whatever the formula says.
        return sight.queue() == 0 ? 0 : Math.max(0, Math.min(scale, effective));
    }

    /** The Jobs it would create now, each with a name of its own. */
    public List<Json.Obj> look(Sight sight) {
        List<Json.Obj> jobs = new ArrayList<>();
        for (long i = wanted(sight); i > 0; i--) {
            jobs.add(job());
        }
        return jobs;
    }

    private Json.Obj job() {
        String name = Render.name(scaledJob);
        Json.Obj target = Render.at(scaledJob, "spec", "jobTargetRef");
        Json.Obj template = Render.at(target, "template");
        Json.Obj podLabels =
                Render.with(Render.at(template, "metadata", "labels"), "scaledjob.keda.sh/name", Json.str(name));
        Json.Obj pod = Render.at(template, "spec");
        String restart = pod.textAt("restartPolicy").orElse("OnFailure");
        Json.Obj labelled = Render.with(
                Render.with(template, "metadata", Render.with(Render.at(template, "metadata"), "labels", podLabels)),
                "spec",
                Render.with(pod, "restartPolicy", Json.str(restart)));
        return Json.obj()
                .put("apiVersion", "batch/v1")
                .put("kind", "Job")
                .put("metadata", metadata(name))
                .put("spec", Render.with(target, "template", labelled))
                .build();
    }

    private Json.Obj metadata(String name) {
        Json.Obj labels = Json.obj()
                .put("app.kubernetes.io/name", name)
                .put("app.kubernetes.io/managed-by", "keda-operator")
                .put("scaledjob.keda.sh/name", name)
                .build();
        return Json.obj()
                .put("name", name + "-" + ++made)
                .put("namespace", Render.namespace(scaledJob))
                .put("labels", labels)
                .build();
    }

    private long target() {
        Json.Obj trigger =
                Render.objects(Render.at(scaledJob, "spec"), "triggers").getFirst();
        return Long.parseLong(
                Render.at(trigger, "metadata").textAt("listLength").orElse("5"));
    }

    private long number(String name, long usual) {
        return Render.at(scaledJob, "spec").integerAt(name).orElse(usual);
    }
}
