package dev.botrunner.assets.env;

import dev.botrunner.assets.AssetSource;
import dev.botrunner.assets.AssetSourceProvider;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.util.Set;

/** Opens {@code env:NAME}. */
public final class EnvAssetsProvider implements AssetSourceProvider {

    private static final String SCHEME = "env";

    @Override
    public Set<String> schemes() {
        return Set.of(SCHEME);
    }

    @Override
    public AssetSource open(String url) {
        String name = url.substring(SCHEME.length() + 1);
        String text = System.getenv(name);
        if (text == null) {
            throw new DependencyException(new Failure(
                    ErrorCode.INVALID_CONFIG, "Assets are to be read from a variable that is not set: " + name));
        }
        return new EnvAssets(name, text);
    }
}
