package dev.botrunner.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.session.Json;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Signs tokens of pods, as an API server does. */
final class ClusterKeys {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair pair = pair();

    String jwks() {
        var key = (RSAPublicKey) pair.getPublic();
        var published = Json.obj()
                .put("kty", "RSA")
                .put("kid", "one")
                .put("alg", "RS256")
                .put("n", number(key.getModulus()))
                .put("e", number(key.getPublicExponent()))
                .build();
        return Json.obj().put("keys", Json.arr(published)).build().text();
    }

    String token(String pod, String uid, String account) {
        long now = Instant.now().getEpochSecond();
        var named = Json.obj()
                .put("namespace", "bots")
                .put("pod", Json.obj().put("name", pod).put("uid", uid).build())
                .put("serviceaccount", Json.obj().put("name", account).build())
                .build();
        var claims = Json.obj()
                .put("aud", Json.arr(Json.str("botrunner")))
                .put("iss", "https://kubernetes.default.svc")
                .put("nbf", now)
                .put("exp", now + 3600)
                .put("kubernetes.io", named)
                .build();
        String text = encoded("{\"alg\":\"RS256\",\"kid\":\"one\"}") + "." + encoded(claims.text());
        return text + "." + BASE64.encodeToString(signature(text));
    }

    private byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java signs with RSA", e);
        }
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(UTF_8));
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has RSA", e);
        }
    }
}
