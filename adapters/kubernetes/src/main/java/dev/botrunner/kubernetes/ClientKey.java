package dev.botrunner.kubernetes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a client certificate, in a form that the client library reads. It takes the first block of a file for the key,
 * though OpenSSL writes a curve's parameters before it, and takes any {@code PRIVATE KEY} for one of RSA.
 */
final class ClientKey {

    private static final Pattern PARAMETERS =
            Pattern.compile("-----BEGIN EC PARAMETERS-----.*?-----END EC PARAMETERS-----\\s*", Pattern.DOTALL);
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final String CURVE = "EC";

    private ClientKey() {}

    /** What cannot be read is left as it is: the library says what it thinks of it. */
    static Config readable(Config found) {
        Optional<String> pem = text(found);
        if (pem.isEmpty()) {
            return found;
        }
        String key = PARAMETERS.matcher(pem.get()).replaceAll("");
        if (isOfCurve(key)) {
            return new ConfigBuilder(found).withClientKeyAlgo(CURVE).build();
        }
        return key.equals(pem.get())
                ? found
                : new ConfigBuilder(found)
                        .withClientKeyData(Base64.getEncoder().encodeToString(key.getBytes(US_ASCII)))
                        .withClientKeyAlgo(CURVE)
                        .build();
    }

    private static Optional<String> text(Config found) {
        try {
            if (found.getClientKeyData() != null) {
                return Optional.of(new String(Base64.getMimeDecoder().decode(found.getClientKeyData()), US_ASCII));
            }
            return found.getClientKeyFile() == null
                    ? Optional.empty()
                    : Optional.of(Files.readString(Path.of(found.getClientKeyFile())));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isOfCurve(String pem) {
        Matcher found = PKCS8.matcher(pem);
        if (!found.find()) {
            return false;
        }
        try {
            byte[] key = Base64.getMimeDecoder().decode(found.group(1));
            return CURVE.equals(KeyFactory.getInstance(CURVE)
                    .generatePrivate(new PKCS8EncodedKeySpec(key))
                    .getAlgorithm());
        } catch (GeneralSecurityException | IllegalArgumentException another) {
            return false;
        }
    }
}
