package dev.botrunner.e2e.chart;

import dev.botrunner.files.YamlDocuments;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the chart becomes with the values of one variant. */
record Render(String variant, List<Json.Obj> objects) {

    /** Each has {@code ci/<variant>-values.yaml} and {@code ci/golden/<variant>.yaml}. */
    static final List<String> VARIANTS =
            List.of("default", "external-redis", "keda-job", "keda-workers", "pool", "direct", "fragments");

    static final Path CHART = chart();

    static Render golden(String variant) {
        return of(variant, text(file(variant)));
    }

    static Render of(String variant, String manifests) {
        return new Render(
                variant,
                YamlDocuments.parse(manifests, variant + ".yaml").stream()
                        .map(YamlDocuments.Document::content)
                        .toList());
    }

    static Path file(String variant) {
        return CHART.resolve("ci/golden/" + variant + ".yaml");
    }

    static Path values(String variant) {
        return CHART.resolve("ci/" + variant + "-values.yaml");
    }

    List<Json.Obj> all(String kind) {
        return objects.stream()
                .filter(object -> object.textAt("kind").equals(Optional.of(kind)))
                .toList();
    }

    Json.Obj one(String kind, String name) {
        return all(kind).stream()
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(variant + " has no " + kind + " " + name));
    }

    static String name(Json.Obj object) {
        return at(object, "metadata").textAt("name").orElseThrow();
    }

    static String namespace(Json.Obj object) {
        return at(object, "metadata").textAt("namespace").orElse("");
    }

    /** The object at that path; an empty one where there is none. */
    static Json.Obj at(Json.Obj object, String... path) {
        Json.Obj found = object;
        for (String name : path) {
            found = found.objAt(name).orElse(Json.Obj.EMPTY);
        }
        return found;
    }

    static List<Json.Obj> objects(Json.Obj object, String list) {
        return object.itemsAt(list).orElse(List.of()).stream()
                .flatMap(item -> item.asObj().stream())
                .toList();
    }

    /** The same object with another member of that name. */
    static Json.Obj with(Json.Obj object, String name, Json value) {
        var changed = Json.obj();
        object.members().forEach((other, kept) -> {
            if (!other.equals(name)) {
                changed.put(other, kept);
            }
        });
        return changed.put(name, value).build();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path chart() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("charts"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("There is no charts above the working directory"));
        }
        return folder.resolve("charts/botrunner");
    }
}
