package dev.botrunner.assets.files;

import dev.botrunner.assets.AssetSource;
import dev.botrunner.assets.AssetSourceProvider;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/** Opens {@code files:/directory}. */
public final class FilesAssetsProvider implements AssetSourceProvider {

    private static final String SCHEME = "files";

    @Override
    public Set<String> schemes() {
        return Set.of(SCHEME);
    }

    @Override
    public AssetSource open(String url) {
        String path = url.substring(SCHEME.length() + 1);
        try {
            if (path.startsWith("/") && !path.startsWith("//")) {
                return new FilesAssets(Path.of(path));
            }
        } catch (InvalidPathException notAPath) {
            // told below
        }
        throw new DependencyException(new Failure(
                ErrorCode.INVALID_CONFIG, "Assets in a directory are \"files:/directory\" with an absolute path"));
    }
}
