package dev.botrunner.assets.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.assets.Asset;
import dev.botrunner.assets.AssetKey;
import dev.botrunner.loop.Threads;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesAssetsTest {

    private static final AssetKey ADA = new AssetKey("personality", "ada");

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("personality"));
    }

    @Test
    void aFileMayEndInJson() throws IOException {
        Files.writeString(root.resolve("personality/ada.json"), "{}");
        assertThat(new FilesAssets(root).fetch(ADA).map(Asset::bytes)).contains("{}".getBytes(UTF_8));
    }

    @Test
    void aDirectoryThatIsNotThereHoldsNothing() {
        assertThat(new FilesAssets(folder.resolve("nowhere")).fetch(ADA)).isEmpty();
    }

    @Test
    void aLinkWithinTheRootIsFollowed() throws IOException {
        Path data = Files.createDirectories(root.resolve("..data"));
        Files.writeString(data.resolve("ada"), "{}");
        Files.createSymbolicLink(root.resolve("personality/ada"), Path.of("../..data/ada"));
        assertThat(new FilesAssets(root).fetch(ADA)).isPresent();
    }

    @Test
    void aLinkOutOfTheRootIsDamage() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "{}");
        Files.createSymbolicLink(root.resolve("personality/ada"), outside);
        assertDamaged(() -> new FilesAssets(root).fetch(ADA));
    }

    @Test
    void aRootThatIsALinkIsAsGoodAsItsTarget() throws IOException {
        Files.writeString(root.resolve("personality/ada"), "{}");
        Path link = Files.createSymbolicLink(folder.resolve("link"), root);
        assertThat(new FilesAssets(link).fetch(ADA)).isPresent();
    }

    @Test
    void aDirectoryInPlaceOfAnAssetIsDamage() throws IOException {
        Files.createDirectories(root.resolve("personality/ada"));
        assertDamaged(() -> new FilesAssets(root).fetch(ADA));
    }

    @Test
    void aPipeInPlaceOfAnAssetIsDamageAndDoesNotBlock() throws IOException, InterruptedException {
        String pipe = root.resolve("personality/ada").toString();
        assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
        assertDamaged(() -> new FilesAssets(root).fetch(ADA));
    }

    @Test
    void aPinnedAssetMustMatchItsDigest() throws IOException {
        Path file = Files.writeString(root.resolve("personality/ada"), "{}");
        Path pin = file.resolveSibling("ada.sha256");
        Files.writeString(pin, Asset.digest("{}".getBytes(UTF_8)) + "  ada\n");
        assertThat(new FilesAssets(root).fetch(ADA)).isPresent();
        Files.writeString(file, "{\"changed\":true}");
        assertDamaged(() -> new FilesAssets(root).fetch(ADA));
    }

    @Test
    void anAssetThatIsWrittenAnewIsNeverSeenDamaged() throws InterruptedException {
        var assets = new FilesAssets(root);
        var over = new CountDownLatch(1);
        assets.put(asset(0));
        Threads.virtual("writer", () -> {
            for (int i = 1; i < 300; i++) {
                assets.put(asset(i));
            }
            over.countDown();
        });
        while (!over.await(0, TimeUnit.NANOSECONDS)) {
            assertThat(assets.fetch(ADA)).isPresent();
        }
        assertThat(assets.fetch(ADA).map(Asset::bytes)).contains(asset(299).bytes());
    }

    @Test
    void aPutThatFailsLeavesNoPinOfWhatIsNotThereAndNoLitter() throws IOException {
        Path inTheWay = Files.createDirectories(root.resolve("personality/ada/in-the-way"));
        assertThatThrownBy(() -> new FilesAssets(root).put(asset(2))).isInstanceOf(DependencyException.class);
        try (var left = Files.list(root.resolve("personality"))) {
            assertThat(left.toList()).containsExactly(inTheWay.getParent());
        }
    }

    private static Asset asset(int number) {
        byte[] bytes = ("{\"number\":" + number + "}").repeat(number % 3 + 1).getBytes(UTF_8);
        return new Asset(ADA, bytes, Asset.digest(bytes));
    }

    private static void assertDamaged(ThrowingCallable fetch) {
        assertThatThrownBy(fetch)
                .isInstanceOfSatisfying(
                        DependencyException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(ErrorCode.ASSET_DAMAGED));
    }
}
