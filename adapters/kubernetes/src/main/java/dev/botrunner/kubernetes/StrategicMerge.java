package dev.botrunner.kubernetes;

import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts one pod template over another as the API server's strategic merge does: objects member by member, lists of named
 * things by their names, other lists as a whole; {@code null} takes a member away, {@code $patch: delete} a list's
 * element, {@code $patch: replace} replaces instead of merging.
 */
final class StrategicMerge {

    private static final String DIRECTIVE = "$patch";

    /** By what the elements of a list are told apart; ports and the like are few and named by their number. */
    private static final Map<String, String> KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "volumes", "name",
            "env", "name",
            "volumeMounts", "mountPath",
            "volumeDevices", "devicePath",
            "ports", "containerPort",
            "imagePullSecrets", "name",
            "hostAliases", "ip",
            "topologySpreadConstraints", "topologyKey");

    private StrategicMerge() {}

    static Json.Obj merge(Json.Obj base, Json.Obj over) {
        if (over.textAt(DIRECTIVE).filter("replace"::equals).isPresent()) {
            return without(over);
        }
        Map<String, Json> merged = new LinkedHashMap<>(base.members());
        over.members().forEach((name, value) -> {
            if (value.equals(Json.nil())) {
                merged.remove(name);
            } else if (!name.equals(DIRECTIVE)) {
                merged.put(name, member(name, Optional.ofNullable(merged.get(name)), value));
            }
        });
        return new Json.Obj(merged);
    }

    private static Json member(String name, Optional<Json> base, Json over) {
        return switch (over) {
            case Json.Obj object ->
                merge(base.orElse(Json.Obj.EMPTY) instanceof Json.Obj below ? below : Json.Obj.EMPTY, object);
            case Json.Arr list
            when KEYS.containsKey(name) ->
                list(
                        base.orElse(Json.arr()) instanceof Json.Arr below ? below.items() : List.of(),
                        list.items(),
                        KEYS.get(name));
            default -> over;
        };
    }

    private static Json list(List<Json> base, List<Json> over, String key) {
        List<Json> merged = new ArrayList<>(base);
        for (Json element : over) {
            int at = indexOf(merged, element, key);
            boolean deletes = element instanceof Json.Obj object
                    && object.textAt(DIRECTIVE).filter("delete"::equals).isPresent();
            if (deletes) {
                if (at >= 0) {
                    merged.remove(at);
                }
            } else if (at >= 0) {
                merged.set(at, merge((Json.Obj) merged.get(at), (Json.Obj) element));
            } else {
                merged.add(element instanceof Json.Obj object ? merge(Json.Obj.EMPTY, object) : element);
            }
        }
        return Json.arr(merged);
    }

    private static int indexOf(List<Json> elements, Json wanted, String key) {
        if (!(wanted instanceof Json.Obj object) || object.member(key).isEmpty()) {
            return -1;
        }
        for (int at = 0; at < elements.size(); at++) {
            if (elements.get(at) instanceof Json.Obj there && there.member(key).equals(object.member(key))) {
                return at;
            }
        }
        return -1;
    }

    private static Json.Obj without(Json.Obj object) {
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        members.remove(DIRECTIVE);
        return new Json.Obj(members);
    }
}
