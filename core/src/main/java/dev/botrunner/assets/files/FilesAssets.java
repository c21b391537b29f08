package dev.botrunner.assets.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.botrunner.assets.Asset;
import dev.botrunner.assets.AssetKey;
import dev.botrunner.assets.AssetStore;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A directory: {@code <root>/<kind>/<id>}, or the same with {@code .json} behind it. A file beside it of the same name and
 * {@code .sha256} pins its content: what does not match is damaged. Links may lead anywhere within the root (as those of
 * mounted volumes do), never out of it.
 */
public final class FilesAssets implements AssetStore {

    /** The largest asset that is read. */
    public static final int MOST_BYTES = 64 << 20;

    private static final String PIN = ".sha256";

    private final Path root;

    /** The directory need not be there yet. */
    public FilesAssets(Path root) {
        this.root = root;
    }

    @Override
    public Optional<Asset> fetch(AssetKey key) {
        try {
            for (String name : new String[] {key.id(), key.id() + ".json"}) {
                Path file = root.resolve(key.kind()).resolve(name);
                if (Files.exists(file)) {
                    return Optional.of(read(key, file));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new DependencyException(
                    new Failure(
                            ErrorCode.ASSET_DAMAGED,
                            "An asset of kind " + key.kind() + " in " + root + " cannot be read: "
                                    + e.getClass().getSimpleName()),
                    e);
        }
    }

    /** Written beside its place, then moved there: a reader sees the whole file or none. */
    @Override
    public void put(Asset asset) {
        Path folder = root.resolve(asset.key().kind());
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(asset.key().id());
            write(folder, folder.resolve(asset.key().id() + PIN), asset.sha256().getBytes(US_ASCII));
            write(folder, file, asset.bytes());
        } catch (IOException e) {
            throw new DependencyException(
                    new Failure(ErrorCode.STORE_UNAVAILABLE, "An asset cannot be written to " + folder), e);
        }
    }

    private static void write(Path folder, Path file, byte[] bytes) throws IOException {
        Path fresh = Files.createTempFile(folder, ".new-", "");
        Files.write(fresh, bytes);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Asset read(AssetKey key, Path file) throws IOException {
        Path real = file.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            throw damaged(key, "leads out of " + root);
        }
        var before = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!before.isRegularFile()) {
            throw damaged(key, "is not a regular file");
        }
        if (before.size() > MOST_BYTES) {
            throw damaged(key, "is larger than " + MOST_BYTES + " bytes");
        }
        byte[] bytes = Files.readAllBytes(real);
        if (bytes.length != before.size()) {
            throw damaged(key, "changed while it was read");
        }
        String digest = Asset.digest(bytes);
        Optional<String> pinned = pin(file);
        if (pinned.isPresent() && !pinned.get().equalsIgnoreCase(digest)) {
            throw damaged(key, "does not have the digest that it is pinned to");
        }
        return new Asset(key, bytes, digest);
    }

    /** The first word of the file beside it, as {@code sha256sum} writes it. */
    private static Optional<String> pin(Path file) throws IOException {
        try {
            String text = Files.readString(file.resolveSibling(file.getFileName() + PIN))
                    .strip();
            int space = text.indexOf(' ');
            return Optional.of(space < 0 ? text : text.substring(0, space));
        } catch (NoSuchFileException notPinned) {
            return Optional.empty();
        }
    }

    private static DependencyException damaged(AssetKey key, String what) {
        return new DependencyException(
                new Failure(ErrorCode.ASSET_DAMAGED, "An asset of kind " + key.kind() + " " + what));
    }
}
