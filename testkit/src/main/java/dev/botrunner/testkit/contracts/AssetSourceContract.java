package dev.botrunner.testkit.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.assets.Asset;
import dev.botrunner.assets.AssetKey;
import dev.botrunner.assets.AssetSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every source of assets promises. Contents are JSON documents, so that any source can hold them. */
public abstract class AssetSourceContract {

    private static final AssetKey ADA = new AssetKey("personality", "ada");

    /** A source that holds these. */
    protected abstract AssetSource holding(Map<AssetKey, byte[]> contents) throws Exception;

    @Test
    void anAssetComesWithItsBytesAndDigest() throws Exception {
        byte[] bytes = "{\"name\":\"Ada\"}".getBytes(UTF_8);
        Optional<Asset> asset = holding(Map.of(ADA, bytes)).fetch(ADA);
        assertThat(asset.map(Asset::bytes)).contains(bytes);
        assertThat(asset.map(Asset::sha256)).contains(Asset.digest(bytes));
        assertThat(asset.map(Asset::key)).contains(ADA);
    }

    @Test
    void whatIsNotThereIsNothing() throws Exception {
        AssetSource source = holding(Map.of(ADA, "{}".getBytes(UTF_8)));
        assertThat(source.fetch(new AssetKey("personality", "bob"))).isEmpty();
        assertThat(source.fetch(new AssetKey("prompts", "ada"))).isEmpty();
    }

    @Test
    void idsOfTheOddestFormAreFound() throws Exception {
        var key = new AssetKey("tools", "A.b_c:d-9..x");
        assertThat(holding(Map.of(key, "[1]".getBytes(UTF_8))).fetch(key).map(Asset::bytes))
                .contains("[1]".getBytes(UTF_8));
    }

    @Test
    void kindsAreApart() throws Exception {
        var prompts = new AssetKey("prompts", "ada");
        AssetSource source = holding(Map.of(ADA, "{\"a\":1}".getBytes(UTF_8), prompts, "{\"b\":2}".getBytes(UTF_8)));
        assertThat(source.fetch(prompts).map(Asset::bytes)).contains("{\"b\":2}".getBytes(UTF_8));
    }
}
