package dev.botrunner.kubernetes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys as they stand in kubeconfigs, given to the client library. The certificate is nobody's. */
@SuppressWarnings("NullAway.Init")
class ClientKeyTest {

    private static final String PARAMETERS = pem("EC PARAMETERS", HexFormat.of().parseHex("06082a8648ce3d030107"));

    @TempDir
    private Path folder;

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }

    private static ECPrivateKey curve() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return (ECPrivateKey) generator.generateKeyPair().getPrivate();
    }

    /** As OpenSSL writes it: version, number, curve. */
    private static String sec1(ECPrivateKey key) {
        BigInteger number = key.getS();
        String der = "30310201010420" + String.format(Locale.ROOT, "%064x", number) + "a00a06082a8648ce3d030107";
        return pem("EC PRIVATE KEY", HexFormat.of().parseHex(der));
    }

    private static String pkcs8(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static Config with(String key) throws IOException {
        byte[] certificate;
        try (InputStream in =
                Objects.requireNonNull(ClientKeyTest.class.getResourceAsStream("/keys/certificate.pem"))) {
            certificate = in.readAllBytes();
        }
        return Config.fromKubeconfig("""
                apiVersion: v1
                kind: Config
                current-context: it
                clusters: [{name: it, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: it, user: {client-certificate-data: %s, %s}}]
                contexts: [{name: it, context: {cluster: it, user: it}}]
                """.formatted(Base64.getEncoder().encodeToString(certificate), key));
    }

    private static Config data(String pem) throws IOException {
        return with("client-key-data: " + Base64.getEncoder().encodeToString(pem.getBytes(US_ASCII)));
    }

    private static void assertRead(Config found) throws Exception {
        assertThat(SSLUtils.keyManagers(ClientKey.readable(found))).isNotEmpty();
    }

    @Test
    void aKeyOfACurveIsReadInEachForm() throws Exception {
        ECPrivateKey key = curve();
        assertRead(data(sec1(key)));
        assertRead(data(PARAMETERS + sec1(key)));
        assertRead(data(pkcs8(key)));
    }

    @Test
    void aKeyOfACurveIsReadFromAFile() throws Exception {
        ECPrivateKey key = curve();
        for (String pem : new String[] {PARAMETERS + sec1(key), pkcs8(key)}) {
            Path file = Files.writeString(folder.resolve("key.pem"), pem);
            assertRead(with("client-key: " + file));
        }
    }

    @Test
    void aKeyOfRsaIsReadAsBefore() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        assertRead(data(pkcs8(generator.generateKeyPair().getPrivate())));
    }
}
