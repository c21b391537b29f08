package dev.botrunner.testkit.kubernetes;

import dev.botrunner.session.Json;
import java.util.List;
import java.util.Optional;

/** What requests do to the objects, and what they are answered: the answers have the form of real ones. */
final class ApiHandling {

    private final StoredObjects objects;

    ApiHandling(StoredObjects objects) {
        this.objects = objects;
    }

    ApiReply handle(ApiRequest request) {
        return switch (request.method()) {
            case "POST" -> create(request);
            case "GET" -> isCollection(request.path()) ? list(request) : get(request);
            case "DELETE" -> delete(request);
            default -> refused(405, "MethodNotAllowed", "the server does not allow this method", request.path());
        };
    }

    static Json.Obj tooOld() {
        return Json.obj()
                .put("type", "ERROR")
                .put("object", status(410, "Expired", "too old resource version", ""))
                .build();
    }

    private ApiReply create(ApiRequest request) {
        Json.Obj given = request.object();
        String name = given.objAt("metadata").flatMap(it -> it.textAt("name")).orElseThrow();
        Optional<Json.Obj> created = objects.create(request.path(), name, given);
        return created.map(object -> new ApiReply(201, object))
                .orElseGet(() -> refused(
                        409,
                        "AlreadyExists",
                        last(request.path()) + " \"" + name + "\" already exists",
                        request.path()));
    }

    private ApiReply get(ApiRequest request) {
        return objects.find(request.path())
                .map(object -> new ApiReply(200, object))
                .orElseGet(() -> notFound(request.path()));
    }

    private ApiReply list(ApiRequest request) {
        long version = objects.version();
        List<Json.Obj> items =
                objects.list(request.path()).stream().filter(request::selects).toList();
        boolean jobs = request.path().endsWith("/jobs");
        return new ApiReply(
                200,
                Json.obj()
                        .put("kind", jobs ? "JobList" : request.path().endsWith("/pods") ? "PodList" : "EventList")
                        .put("apiVersion", jobs ? "batch/v1" : "v1")
                        .put(
                                "metadata",
                                Json.obj()
                                        .put("resourceVersion", Long.toString(version))
                                        .build())
                        .put("items", Json.arr(items))
                        .build());
    }

    private ApiReply delete(ApiRequest request) {
        Optional<Json.Obj> there = objects.find(request.path());
        if (there.isEmpty()) {
            return notFound(request.path());
        }
        Optional<String> wanted = request.object().objAt("preconditions").flatMap(it -> it.textAt("uid"));
        Optional<String> uid = there.get().objAt("metadata").flatMap(it -> it.textAt("uid"));
        if (wanted.isPresent() && !wanted.equals(uid)) {
            return refused(
                    409,
                    "Conflict",
                    "Precondition failed: UID in precondition: " + wanted.get() + ", UID in object meta: "
                            + uid.orElse(""),
                    request.path());
        }
        objects.remove(parent(request.path()), last(request.path()));
        return new ApiReply(200, there.get());
    }

    private static boolean isCollection(String path) {
        return path.endsWith("/jobs") || path.endsWith("/pods") || path.endsWith("/events");
    }

    private static ApiReply notFound(String path) {
        return refused(404, "NotFound", last(parent(path)) + " \"" + last(path) + "\" not found", path);
    }

    private static ApiReply refused(int code, String reason, String message, String path) {
        return new ApiReply(code, status(code, reason, message, last(parent(path))));
    }

    private static Json.Obj status(int code, String reason, String message, String kind) {
        return Json.obj()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("metadata", Json.Obj.EMPTY)
                .put("status", "Failure")
                .put("message", message)
                .put("reason", reason)
                .put("details", Json.obj().put("kind", kind).build())
                .put("code", code)
                .build();
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
