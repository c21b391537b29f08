package dev.botrunner.assets;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;

/**
 * Several sources as one, in order: the first that has an asset wins. One that does not answer is passed over as long as
 * another has it.
 */
public final class AssetSources implements AssetSource {

    private final List<AssetSource> sources;

    public AssetSources(List<AssetSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * Opens each URL by its scheme.
     *
     * @throws DependencyException a scheme is unknown, or a source is not fit
     */
    public static AssetSources open(List<String> urls) {
        return new AssetSources(urls.stream().map(AssetSources::open).toList());
    }

    private static AssetSource open(String url) {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon);
        var known = new TreeSet<String>();
        for (AssetSourceProvider provider : ServiceLoader.load(AssetSourceProvider.class)) {
            if (provider.schemes().contains(scheme)) {
                return provider.open(url);
            }
            known.addAll(provider.schemes());
        }
        throw new DependencyException(new Failure(
                ErrorCode.INVALID_CONFIG,
                "Nothing here reads assets from \"" + scheme + ":\"; known are " + known
                        + ". Put the jar of its adapter on the class path"));
    }

    @Override
    public Optional<Asset> fetch(AssetKey key) throws InterruptedException {
        Optional<DependencyException> failed = Optional.empty();
        for (AssetSource source : sources) {
            try {
                Optional<Asset> asset = source.fetch(key);
                if (asset.isPresent()) {
                    return asset;
                }
            } catch (DependencyException e) {
                if (!e.failure().code().isRetryable()) {
                    throw e;
                }
                failed = Optional.of(e);
            }
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
        return Optional.empty();
    }
}
