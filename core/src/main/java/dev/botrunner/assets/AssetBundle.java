package dev.botrunner.assets;

import java.util.Map;
import java.util.Optional;

/** The assets of one session, loaded before its bot starts. */
public record AssetBundle(Map<AssetKey, Asset> assets) {

    public static final AssetBundle EMPTY = new AssetBundle(Map.of());

    public AssetBundle {
        assets = Map.copyOf(assets);
    }

    public Optional<Asset> find(AssetKey key) {
        return Optional.ofNullable(assets.get(key));
    }
}
