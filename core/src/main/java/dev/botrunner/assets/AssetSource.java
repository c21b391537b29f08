package dev.botrunner.assets;

import java.util.Optional;

/** Where assets come from. Any thread; a source that does not answer is a {@link dev.botrunner.session.DependencyException}. */
public interface AssetSource {

    Optional<Asset> fetch(AssetKey key) throws InterruptedException;
}
