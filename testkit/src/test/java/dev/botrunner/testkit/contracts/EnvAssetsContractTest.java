package dev.botrunner.testkit.contracts;

import dev.botrunner.assets.AssetKey;
import dev.botrunner.assets.AssetSource;
import dev.botrunner.assets.env.EnvAssets;
import dev.botrunner.session.Json;
import java.util.Map;
import java.util.TreeMap;

class EnvAssetsContractTest extends AssetSourceContract {

    @Override
    protected AssetSource holding(Map<AssetKey, byte[]> contents) {
        Map<String, Map<String, Json>> kinds = new TreeMap<>();
        contents.forEach((key, bytes) ->
                kinds.computeIfAbsent(key.kind(), _ -> new TreeMap<>()).put(key.id(), Json.parse(bytes)));
        var document = Json.obj();
        kinds.forEach((kind, ids) -> {
            var members = Json.obj();
            ids.forEach(members::put);
            document.put(kind, members.build());
        });
        return new EnvAssets("MY_ASSETS", document.build().text());
    }
}
