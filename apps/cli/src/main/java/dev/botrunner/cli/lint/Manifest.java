package dev.botrunner.cli.lint;

import dev.botrunner.session.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One object of a cluster, as it was rendered.
 *
 * @param line where it begins in its file, from 1
 */
record Manifest(int line, Json.Obj object) {

    String kind() {
        return object.textAt("kind").orElse("(no kind)");
    }

    String name() {
        return at(object, "metadata").textAt("name").orElse("(no name)");
    }

    Optional<String> namespace() {
        return at(object, "metadata").textAt("namespace");
    }

    Json.Obj spec() {
        return at(object, "spec");
    }

    /** As messages call it. */
    String title() {
        return kind() + " " + namespace().map(namespace -> namespace + "/").orElse("") + name();
    }

    /** The Job that it makes, where it makes any: its own spec, or that of what KEDA or a schedule creates. */
    Optional<Json.Obj> job() {
        return switch (kind()) {
            case "Job" -> Optional.of(spec());
            case "ScaledJob" -> Optional.of(at(spec(), "jobTargetRef"));
            case "CronJob" -> Optional.of(at(spec(), "jobTemplate", "spec"));
            default -> Optional.empty();
        };
    }

    /** The template of its pods, where it has any; of a bare Pod itself. */
    Optional<Json.Obj> podTemplate() {
        if (kind().equals("Pod")) {
            return Optional.of(object);
        }
        return job().or(() -> Optional.of(spec())).flatMap(owner -> owner.objAt("template"));
    }

    /** The object at that path; an empty one where there is none. */
    static Json.Obj at(Json.Obj object, String... path) {
        Json.Obj found = object;
        for (String name : path) {
            found = found.objAt(name).orElse(Json.Obj.EMPTY);
        }
        return found;
    }

    /** The objects of a list; none where there is no list. */
    static List<Json.Obj> objects(Json.Obj object, String list) {
        return object.itemsAt(list).orElse(List.of()).stream()
                .flatMap(item -> item.asObj().stream())
                .toList();
    }

    /** The texts of a list; none where there is no list. */
    static List<String> texts(Json.Obj object, String list) {
        return object.itemsAt(list).orElse(List.of()).stream()
                .flatMap(item -> item instanceof Json.Str(String text) ? Stream.of(text) : Stream.empty())
                .toList();
    }
}
