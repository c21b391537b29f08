package dev.botrunner.files;

import dev.botrunner.session.Names;
import dev.botrunner.session.Tenant;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code keys.yaml}: who may call, and how much each tenant may have.
 *
 * @param keys by the SHA-256 of the key, in lower-case hexadecimal
 */
public record KeysFile(Map<String, Key> keys, Map<Tenant, Limits> tenants) {

    public static final KeysFile EMPTY = new KeysFile(Map.of(), Map.of());

    public KeysFile {
        keys = Map.copyOf(keys);
        tenants = Map.copyOf(tenants);
    }

    /** @param sha256 of the key, in lower-case hexadecimal; the key itself stands nowhere */
    public record Key(String sha256, Owner owner, Set<KeyScope> scopes) {
        public Key {
            scopes = Set.copyOf(scopes);
        }
    }

    /** Whose key it is. */
    public sealed interface Owner {

        record Of(Tenant tenant) implements Owner {}

        /** {@code "*"}. */
        record AllTenants() implements Owner {}

        /** Keys of workers belong to no tenant. */
        record Nobody() implements Owner {}
    }

    /**
     * What is absent is not limited.
     *
     * @param sessions from {@code starting} to {@code ending}, all bots
     * @param queue sessions that may be {@code queued}
     * @param weight 1 to 100
     */
    public record Limits(OptionalInt sessions, OptionalInt queue, int weight, Optional<Rate> rate) {}

    /**
     * @param perSecond joins refilled each second
     * @param burst joins that may come at once
     */
    public record Rate(double perSecond, int burst) {}

    /** @throws FaultyFile naming everything that is wrong, with its lines */
    public static KeysFile read(Path path) {
        return parse(TextFile.text(path, TextFile.bytes(path)), path.toString());
    }

    /**
     * @param file names it in messages
     * @throws FaultyFile naming everything that is wrong, with its lines
     */
    public static KeysFile parse(String text, String file) {
        var faults = new YamlFaults(file);
        Optional<YamlMap> top = YamlFile.read(text, file, faults);
        Map<String, Key> keys = new LinkedHashMap<>();
        top.flatMap(map -> map.value("keys")).ifPresent(value -> readKeys(value, keys));
        Map<Tenant, Limits> tenants = new HashMap<>();
        top.flatMap(map -> map.map("tenants")).ifPresent(map -> readTenants(map, tenants));
        top.ifPresent(YamlMap::refuseUnknown);
        faults.check();
        return new KeysFile(keys, tenants);
    }

    private static void readKeys(YamlValue value, Map<String, Key> keys) {
        Optional<List<YamlValue>> items = value.items();
        if (items.isEmpty()) {
            value.fault("'keys': expected a list of {sha256, tenant, scopes}");
        }
        for (YamlValue item : items.orElse(List.of())) {
            Optional<YamlMap> members = item.map("a key");
            if (members.isEmpty()) {
                item.fault("expected {sha256, tenant, scopes}");
            }
            members.flatMap(map -> KeyReader.read(item, map)).ifPresent(key -> {
                if (keys.putIfAbsent(key.sha256(), key) != null) {
                    item.fault("this key stands twice in the file");
                }
            });
        }
    }

    private static void readTenants(YamlMap map, Map<Tenant, Limits> tenants) {
        map.all().forEach((name, value) -> {
            Optional<YamlMap> members = value.map("tenant '" + name + "'");
            if (!Names.isName(name)) {
                map.faultAt(name, "a tenant's name is [a-z][a-z0-9-]{0,62}");
            } else if (members.isEmpty()) {
                value.fault("tenant '" + name + "': expected {sessions, queue, weight, rate}");
            } else {
                tenants.put(new Tenant(name), LimitsReader.read(members.get()));
            }
        });
    }
}
