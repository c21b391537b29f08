package dev.botrunner.assets;

/** A source that takes assets, too. */
public interface AssetStore extends AssetSource {

    /** Visible to every later fetch, whole or not at all. */
    void put(Asset asset) throws InterruptedException;
}
