package dev.botrunner.kubernetes;

import dev.botrunner.session.Json;

/** What kubelet and scheduler write into pods. */
final class PodStatuses {

    private PodStatuses() {}

    static Json.Obj running() {
        return status(
                "Running",
                Json.obj()
                        .put(
                                "running",
                                Json.obj()
                                        .put("startedAt", "2026-01-01T00:00:00Z")
                                        .build())
                        .build());
    }

    static Json.Obj exited(int code, String reason) {
        var how = Json.obj().put("exitCode", code).put("reason", code == 0 ? "Completed" : reason);
        return status(
                code == 0 ? "Succeeded" : "Failed",
                Json.obj().put("terminated", how.build()).build());
    }

    static Json.Obj waiting(String reason, String message) {
        var how = Json.obj().put("reason", reason).put("message", message);
        return status("Pending", Json.obj().put("waiting", how.build()).build());
    }

    static Json.Obj unscheduled() {
        return Json.obj()
                .put("phase", "Pending")
                .put(
                        "conditions",
                        Json.arr(condition("PodScheduled", "False", "Unschedulable", "0/3 nodes are available")))
                .build();
    }

    static Json.Obj scheduled() {
        return Json.obj()
                .put("phase", "Pending")
                .put("conditions", Json.arr(condition("PodScheduled", "True", "", "")))
                .build();
    }

    /** Also with a condition. */
    static Json.Obj disrupted(Json.Obj status) {
        return LauncherStand.with(
                status,
                "conditions",
                Json.arr(condition("DisruptionTarget", "True", "EvictionByEvictionAPI", "Eviction API: evicting")));
    }

    /** By the kubelet, before it ran. */
    static Json.Obj rejected(String reason, String message) {
        return Json.obj()
                .put("phase", "Failed")
                .put("reason", reason)
                .put("message", message)
                .build();
    }

    static Json.Obj status(String phase, Json.Obj state) {
        var container = Json.obj().put("name", "bot").put("state", state);
        return Json.obj()
                .put("phase", phase)
                .put("conditions", Json.arr(condition("PodScheduled", "True", "", "")))
                .put("containerStatuses", Json.arr(container.build()))
                .build();
    }

    private static Json.Obj condition(String type, String status, String reason, String message) {
        return Json.obj()
                .put("type", type)
                .put("status", status)
                .put("reason", reason)
                .put("message", message)
                .build();
    }
}
