package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.control.auth.Key;
import dev.botrunner.control.auth.Keyring;
import dev.botrunner.files.KeyScope;
import dev.botrunner.files.KeysFile;
import dev.botrunner.session.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FileKeyringTest {

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String hex(String key) {
        return HexFormat.of().formatHex(sha256(key));
    }

    private final AtomicReference<KeysFile> file = new AtomicReference<>(KeysFile.parse(
            "keys:\n" + "  - {sha256: \"" + hex("a") + "\", tenant: acme, scopes: [join, read]}\n" + "  - {sha256: \""
                    + hex("root") + "\", tenant: \"*\", scopes: [admin]}\n" + "  - {sha256: \"" + hex("w")
                    + "\", scopes: [work]}\n",
            "keys.yaml"));
    private final Keyring keys = FileKeyring.of(file::get);

    @Test
    void keysAreFoundByTheirDigestAndByItsBeginning() {
        Key acme = keys.find(sha256("a")).orElseThrow();
        assertThat(acme.tenant()).contains(new Tenant("acme"));
        assertThat(acme.scopes()).containsExactlyInAnyOrder(KeyScope.JOIN, KeyScope.READ);
        assertThat(keys.marked(hex("a").substring(0, 16))).contains(acme);
        assertThat(keys.find(sha256("b"))).isEmpty();
    }

    @Test
    void keysOfAllTenantsAndOfWorkersHaveNone() {
        assertThat(keys.find(sha256("root"))).hasValueSatisfying(key -> {
            assertThat(key.tenant()).isEmpty();
            assertThat(key.everyTenant()).isTrue();
        });
        assertThat(keys.find(sha256("w"))).hasValueSatisfying(key -> {
            assertThat(key.tenant()).isEmpty();
            assertThat(key.everyTenant()).isFalse();
        });
    }

    @Test
    void aFileThatWasReadAnewCountsAtOnce() {
        file.set(KeysFile.EMPTY);
        assertThat(keys.find(sha256("a"))).isEmpty();
    }
}
