package dev.botrunner.testkit.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and its certificate for {@code localhost} and {@code 127.0.0.1}, signed by itself, made in a folder.
 *
 * @param certificate PEM
 * @param key PEM, PKCS #8
 * @param trust a PKCS #12 store that trusts the certificate; its password is {@link #PASSWORD}
 */
public record Certificates(Path certificate, Path key, Path trust) {

    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "own";

    /** With the JDK's {@code keytool}. */
    public static Certificates make(Path folder) {
        Path store = folder.resolve("own.p12");
        try {
            keytool(store);
            KeyStore own = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                own.load(in, PASSWORD.toCharArray());
            }
            Certificate certificate = own.getCertificate(ALIAS);
            var made = new Certificates(
                    folder.resolve("cert.pem"), folder.resolve("key.pem"), folder.resolve("trust.p12"));
            Files.writeString(made.certificate, pem("CERTIFICATE", certificate.getEncoded()), US_ASCII);
            byte[] key = own.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
            Files.writeString(made.key, pem("PRIVATE KEY", key), US_ASCII);
            KeyStore trusting = KeyStore.getInstance("PKCS12");
            trusting.load(null, null);
            trusting.setCertificateEntry(ALIAS, certificate);
            try (OutputStream out = Files.newOutputStream(made.trust)) {
                trusting.store(out, PASSWORD.toCharArray());
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("No certificate can be made in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("No certificate can be made", e);
        }
    }

    /** Trusts this certificate only. */
    public SSLContext context() {
        try (InputStream in = Files.newInputStream(trust)) {
            KeyStore trusting = KeyStore.getInstance("PKCS12");
            trusting.load(in, PASSWORD.toCharArray());
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusting);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void keytool(Path store) throws IOException {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-ext",
                        "bc=ca:true",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        try {
            if (keytool.waitFor() != 0) {
                throw new AssertionError("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private static String pem(String what, byte[] der) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN " + what + "-----\n" + lines.encodeToString(der) + "\n-----END " + what + "-----\n";
    }
}
