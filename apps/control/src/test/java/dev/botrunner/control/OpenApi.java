package dev.botrunner.control;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.botrunner.control.http.RawHttp;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The OpenAPI document, as what answers are held against. */
final class OpenApi {

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final Json.Obj document;

    OpenApi(String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        document = json(tree).asObj().orElseThrow();
    }

    Json.Obj document() {
        return document;
    }

    /** All operations, as {@code GET /v1/sessions}. */
    List<String> operations() {
        List<String> all = new ArrayList<>();
        at(document, "paths")
                .members()
                .forEach((path, item) -> item.asObj()
                        .orElseThrow()
                        .members()
                        .keySet()
                        .forEach(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return all;
    }

    Json.Obj operation(String name) {
        int space = name.indexOf(' ');
        String method = name.substring(0, space).toLowerCase(Locale.ROOT);
        return at(at(at(document, "paths"), name.substring(space + 1)), method);
    }

    /** The statuses that an operation names, without {@code default}. */
    Set<String> statuses(String operation) {
        var statuses =
                new TreeSet<>(at(operation(operation), "responses").members().keySet());
        statuses.remove("default");
        return statuses;
    }

    /** What is wrong with an answer to that operation; nothing where it is as documented. */
    List<String> faults(String operation, RawHttp.Answer answer) {
        Json.Obj responses = at(operation(operation), "responses");
        Optional<Json.Obj> found =
                responses.objAt(Integer.toString(answer.status())).or(() -> responses.objAt("default"));
        if (found.isEmpty()) {
            return List.of("status " + answer.status() + " is not documented");
        }
        Json.Obj response = resolved(found.get());
        List<String> faults = new ArrayList<>();
        response.objAt("headers")
                .orElse(Json.Obj.EMPTY)
                .members()
                .forEach((name, header) -> header(name, resolved(header.asObj().orElseThrow()), answer)
                        .ifPresent(faults::add));
        Optional<Json.Obj> content = response.objAt("content");
        if (content.isEmpty()) {
            if (!answer.body().isEmpty()) {
                faults.add("a body, where none is documented");
            }
            return faults;
        }
        String type = answer.header("Content-Type").orElse("").split(";", 2)[0].strip();
        Optional<Json.Obj> media = content.get().objAt(type);
        if (media.isEmpty()) {
            faults.add("type '" + type + "' is not documented");
        } else if (type.endsWith("json")) {
            faults.addAll(body(at(media.get(), "schema"), answer.body()));
        }
        return faults;
    }

    private Optional<String> header(String name, Json.Obj header, RawHttp.Answer answer) {
        Optional<String> value = answer.header(name);
        if (value.isEmpty()) {
            return header.boolAt("required").orElse(false)
                    ? Optional.of("header " + name + " is missing")
                    : Optional.empty();
        }
        List<String> faults = body(at(header, "schema"), Json.str(value.get()).text());
        return faults.isEmpty() ? Optional.empty() : Optional.of("header " + name + ": " + faults);
    }

    private List<String> body(Json.Obj schema, String body) {
        Schema compiled = schemas.computeIfAbsent(
                schema.text(),
                _ -> registry.getSchema(
                        Json.obj()
                                .putAll(schema)
                                .put("components", at(document, "components"))
                                .build()
                                .text(),
                        InputFormat.JSON));
        return compiled.validate(body, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private Json.Obj resolved(Json.Obj maybe) {
        Optional<String> reference = maybe.textAt("$ref");
        if (reference.isEmpty()) {
            return maybe;
        }
        Json.Obj at = document;
        for (String part : reference.get().substring(2).split("/", -1)) {
            at = at(at, part);
        }
        return at;
    }

    private static Json.Obj at(Json.Obj object, String name) {
        return object.objAt(name).orElseThrow(() -> new AssertionError("The document has no " + name));
    }

    private static Json json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var object = Json.obj();
                map.forEach((key, member) -> object.put(String.valueOf(key), orNull(member)));
                yield object.build();
            }
            case List<?> list -> Json.arr(list.stream().map(OpenApi::orNull).toList());
            case Boolean bool -> Json.bool(bool);
            case Number number -> new Json.Num(number.toString());
            default -> Json.str(value.toString());
        };
    }

    private static Json orNull(@Nullable Object value) {
        return value == null ? Json.nil() : json(value);
    }
}
