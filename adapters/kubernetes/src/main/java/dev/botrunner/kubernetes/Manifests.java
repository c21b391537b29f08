package dev.botrunner.kubernetes;

import dev.botrunner.session.Json;

/** Makes objects of launches. Pure: no clock, no chance, and never a secret. */
final class Manifests {

    private Manifests() {}

    /** @throws IllegalArgumentException the profile's fragment is no fragment of a pod template, or there is no image */
    static Json.Obj of(ObjectKind kind, Launch launch) {
        return switch (kind) {
            case JOB -> job(launch);
            case POD -> pod(launch);
        };
    }

    /** One pod, once: the launcher decides on another attempt, never the cluster. */
    private static Json.Obj job(Launch launch) {
        Json.Obj template = PodTemplate.of(launch.pod(ObjectKind.JOB));
        var disrupted = Json.obj()
                .put("action", "FailJob")
                .put(
                        "onPodConditions",
                        Json.arr(Json.obj()
                                .put("type", "DisruptionTarget")
                                .put("status", "True")
                                .build()))
                .build();
        return Json.obj()
                .put("apiVersion", "batch/v1")
                .put("kind", "Job")
                .put("metadata", metadata(ObjectKind.JOB, launch))
                .put(
                        "spec",
                        Json.obj()
                                .put("completions", 1)
                                .put("parallelism", 1)
                                .put("backoffLimit", 0)
                                .put("podReplacementPolicy", "Failed")
                                .put(
                                        "podFailurePolicy",
                                        Json.obj()
                                                .put("rules", Json.arr(disrupted))
                                                .build())
                                .put("activeDeadlineSeconds", launch.clocks().activeDeadlineSeconds())
                                .put("ttlSecondsAfterFinished", Clocks.secondsKept())
                                .put("template", template)
                                .build())
                .build();
    }

    private static Json.Obj pod(Launch launch) {
        Json.Obj template = PodTemplate.of(launch.pod(ObjectKind.POD));
        Json.Obj metadata = template.objAt("metadata").orElse(Json.Obj.EMPTY);
        Json.Obj spec = template.objAt("spec").orElse(Json.Obj.EMPTY);
        return Json.obj()
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("metadata", StrategicMerge.merge(metadata, metadata(ObjectKind.POD, launch)))
                .put(
                        "spec",
                        Json.obj()
                                .putAll(spec)
                                .put("activeDeadlineSeconds", launch.clocks().activeDeadlineSeconds())
                                .build())
                .build();
    }

    private static Json.Obj metadata(ObjectKind kind, Launch launch) {
        var labels = Marks.labels(
                kind, launch.name(), launch.spec().bot(), launch.spec().tenant());
        return Json.obj()
                .put("name", launch.name().value())
                .put("labels", Json.texts(labels))
                .build();
    }
}
