package dev.botrunner.testkit.contracts;

import dev.botrunner.assets.Asset;
import dev.botrunner.assets.AssetKey;
import dev.botrunner.assets.AssetSource;
import dev.botrunner.assets.files.FilesAssets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class FilesAssetsContractTest extends AssetSourceContract {

    @TempDir
    Path root;

    @Override
    protected AssetSource holding(Map<AssetKey, byte[]> contents) {
        var store = new FilesAssets(root);
        contents.forEach((key, bytes) -> store.put(new Asset(key, bytes, Asset.digest(bytes))));
        return store;
    }
}
