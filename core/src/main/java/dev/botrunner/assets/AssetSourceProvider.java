package dev.botrunner.assets;

import java.util.Set;

/** Opens asset sources of some URL schemes. Found by {@link java.util.ServiceLoader}. */
public interface AssetSourceProvider {

    Set<String> schemes();

    /**
     * @param url one of a profile's {@code assets}
     * @throws dev.botrunner.session.DependencyException it is not fit; what cannot be reached may be told by the first fetch
     */
    AssetSource open(String url);
}
