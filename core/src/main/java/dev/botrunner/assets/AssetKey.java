package dev.botrunner.assets;

import dev.botrunner.session.Names;

/**
 * Names an asset: a kind and an id within it.
 *
 * @param kind {@code personality}, {@code prompts}, {@code voice}, {@code tools}, …
 * @param id {@code [A-Za-z0-9][A-Za-z0-9._:-]{0,127}}: never a path
 */
public record AssetKey(String kind, String id) {

    public AssetKey {
        if (!Names.isName(kind) || !Names.isPersonalityId(id)) {
            throw new IllegalArgumentException("An asset is named by a kind and an id of the contract's form");
        }
    }
}
