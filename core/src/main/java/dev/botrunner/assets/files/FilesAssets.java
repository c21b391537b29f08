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
import java.util.Objects;
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

    /** A file that is written anew while it is read is read so often. */
    private static final int LOOKS = 100;

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

    /**
     * Written beside its place, then moved there: a reader sees a whole file or none. The old pin goes first and the new
     * one comes last, so that whoever dies in between leaves a good file without a pin, and none with another one's.
     */
    @Override
    public void put(Asset asset) {
        Path folder = root.resolve(asset.key().kind());
        try {
            Files.createDirectories(folder);
            Path pin = folder.resolve(asset.key().id() + PIN);
            Files.deleteIfExists(pin);
            write(folder, folder.resolve(asset.key().id()), asset.bytes());
            write(folder, pin, asset.sha256().getBytes(US_ASCII));
        } catch (IOException e) {
            throw new DependencyException(
                    new Failure(ErrorCode.STORE_UNAVAILABLE, "An asset cannot be written to " + folder), e);
        }
    }

    private static void write(Path folder, Path file, byte[] bytes) throws IOException {
        Path fresh = Files.createTempFile(folder, ".new-", "");
        try {
            Files.write(fresh, bytes);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** File and pin are two, and may be written anew between one and the other: only what stays as it was is judged. */
    private Asset read(AssetKey key, Path file) throws IOException {
        for (int look = 1; look < LOOKS; look++) {
            Path real = real(key, file);
            BasicFileAttributes before = attributes(real);
            check(key, before);
            byte[] bytes = Files.readAllBytes(real);
            Optional<String> pinned = pin(file);
            if (bytes.length == before.size() && isSame(before, attributes(real(key, file)))) {
                return judged(key, bytes, pinned);
            }
        }
        throw damaged(key, "changed each time it was read");
    }

    private Path real(AssetKey key, Path file) throws IOException {
        Path real = file.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            throw damaged(key, "leads out of " + root);
        }
        return real;
    }

    private static BasicFileAttributes attributes(Path real) throws IOException {
        return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void check(AssetKey key, BasicFileAttributes file) {
        if (!file.isRegularFile()) {
            throw damaged(key, "is not a regular file");
        }
        if (file.size() > MOST_BYTES) {
            throw damaged(key, "is larger than " + MOST_BYTES + " bytes");
        }
    }

    private static boolean isSame(BasicFileAttributes one, BasicFileAttributes other) {
        return Objects.equals(one.fileKey(), other.fileKey())
                && one.lastModifiedTime().equals(other.lastModifiedTime())
                && one.size() == other.size();
    }

    private static Asset judged(AssetKey key, byte[] bytes, Optional<String> pinned) {
        String digest = Asset.digest(bytes);
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
