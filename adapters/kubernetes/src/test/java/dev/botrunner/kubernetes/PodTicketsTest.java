package dev.botrunner.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.botrunner.link.TicketCheck;
import dev.botrunner.link.TicketCheck.Proof;
import dev.botrunner.link.TicketCheckProvider;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.kubernetes.ApiFault;
import dev.botrunner.testkit.kubernetes.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tokens of pods are tickets, and what for. */
class PodTicketsTest {

    private static final String ISSUER = "https://kubernetes.default.svc.cluster.local";
    private static final String SESSION = "01k5x7vq3m8zt2w9c4r6bhd0fe";
    private static final String KEYS = "/openid/v1/jwks";
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final RSAKey key = key("one");
    private final ManualTicker ticker = new ManualTicker();
    private final ApiServer cluster = ApiServer.start();

    @AfterEach
    void close() {
        cluster.close();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void publishes(RSAKey... keys) {
        cluster.script("GET", DISCOVERY, new ApiFault.Answers(200, "{\"issuer\":\"" + ISSUER + "\"}"));
        cluster.script("GET", KEYS, new ApiFault.Answers(200, new JWKSet(List.of(keys)).toString()));
    }

    private TicketCheck check() {
        var launchers = Set.of("kubernetes:job?namespace=bots&server=" + cluster.url(), "none");
        return new KubernetesTicketProvider()
                .open(new TicketCheckProvider.Options(Optional.empty(), () -> launchers, ticker));
    }

    /** As the API server writes it. */
    private JWTClaimsSet.Builder claims(String pod, String account) {
        Date now = Date.from(ticker.now());
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("botrunner")
                .subject("system:serviceaccount:bots:" + account)
                .issueTime(now)
                .notBeforeTime(now)
                .expirationTime(Date.from(ticker.now().plus(Duration.ofHours(1))))
                .claim(
                        "kubernetes.io",
                        Map.of(
                                "namespace", "bots",
                                "pod", Map.of("name", pod, "uid", "uid-1"),
                                "serviceaccount", Map.of("name", account, "uid", "uid-2")));
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String ticket() {
        return signed(key, claims("bot-" + SESSION + "-2-x7k2p", "bot-support").build());
    }

    @Test
    void theTokenOfAJobsPodIsForItsSessionAttemptAndBot() {
        publishes(key);
        assertThat(check().verify(ticket()))
                .isEqualTo(new Proof.ForLaunched(new BotName("support"), new SessionId(SESSION), 2, "uid-1"));
    }

    @Test
    void theTokenOfAnotherPodOfTheBotMayClaim() {
        publishes(key);
        String token = signed(key, claims("pool-support-abc", "bot-support").build());
        assertThat(check().verify(token)).isEqualTo(new Proof.ForPod(new BotName("support"), "uid-1"));
    }

    @Test
    void whatIsNotMeantForUsProvesNothing() {
        publishes(key);
        var check = check();
        String pod = "bot-" + SESSION + "-2";
        var elsewhere = Map.of(
                "namespace", "other",
                "pod", Map.of("name", pod, "uid", "uid-1"),
                "serviceaccount", Map.of("name", "bot-support"));
        for (JWTClaimsSet claims : new JWTClaimsSet[] {
            claims(pod, "bot-support")
                    .audience("https://kubernetes.default.svc")
                    .build(),
            claims(pod, "bot-support").issuer("https://elsewhere").build(),
            claims(pod, "default").build(),
            claims(pod, "bot-support").claim("kubernetes.io", elsewhere).build(),
            claims(pod, "bot-support").claim("kubernetes.io", null).build(),
            claims(pod, "bot-support").expirationTime(null).build(),
            claims(pod, "bot-support")
                    .expirationTime(Date.from(ticker.now().minusSeconds(61)))
                    .build(),
            claims(pod, "bot-support")
                    .notBeforeTime(Date.from(ticker.now().plusSeconds(61)))
                    .build()
        }) {
            assertThat(check.verify(signed(key, claims))).isEqualTo(new Proof.Nothing());
        }
        for (String bearer : new String[] {"", "a.b.c", "brt1.x.1.0.mac", "..", "x".repeat(20_000)}) {
            assertThat(check.verify(bearer)).isEqualTo(new Proof.Nothing());
        }
    }

    @Test
    void whatTheClusterDidNotSignProvesNothing() throws JOSEException {
        publishes(key);
        var claims = claims("bot-" + SESSION + "-2", "bot-support").build();
        var check = check();
        assertThat(check.verify(signed(key("one"), claims))).isEqualTo(new Proof.Nothing());
        assertThat(check.verify(signed(key("unknown"), claims))).isEqualTo(new Proof.Nothing());
        // Signed with the public key, as a secret.
        var mac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims);
        mac.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(UTF_8)));
        assertThat(check.verify(mac.serialize())).isEqualTo(new Proof.Nothing());
        String whole = ticket();
        assertThat(check.verify(whole.substring(0, whole.length() - 6) + "AAAAAA"))
                .isEqualTo(new Proof.Nothing());
    }

    @Test
    void keysAreKeptAndFetchedAgainForANewOneAfterAMoment() {
        publishes(key);
        var check = check();
        check.verify(ticket());
        check.verify(ticket());
        assertThat(cluster.asked("GET", KEYS)).isEqualTo(1);
        RSAKey rotated = key("two");
        publishes(key, rotated);
        String newer =
                signed(rotated, claims("bot-" + SESSION + "-1", "bot-support").build());
        assertThat(check.verify(newer)).isEqualTo(new Proof.Nothing());
        ticker.advance(Duration.ofSeconds(11));
        assertThat(check.verify(newer)).isInstanceOf(Proof.ForLaunched.class);
        assertThat(cluster.asked("GET", KEYS)).isEqualTo(2);
    }

    @Test
    void aClusterThatIsAwayIsNoReasonToTurnARunnerAwayForGood() {
        cluster.script("GET", DISCOVERY, new ApiFault.Answers(503, "no"));
        assertThatThrownBy(() -> check().verify(ticket())).isInstanceOf(DependencyException.class);
    }

    @Test
    void aFileOfKeysWillDoWithoutACluster(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("jwks.json");
        Files.writeString(file, new JWKSet(key).toString());
        var launchers = Set.of("kubernetes:pod?namespace=bots");
        var check = new KubernetesTicketProvider()
                .open(new TicketCheckProvider.Options(Optional.of(file.toString()), () -> launchers, ticker));
        assertThat(check.verify(ticket())).isInstanceOf(Proof.ForLaunched.class);
    }

    @Test
    void whereNothingIsLaunchedInKubernetesNobodyIsAsked() {
        var check = new KubernetesTicketProvider()
                .open(new TicketCheckProvider.Options(Optional.empty(), () -> Set.of("none"), ticker));
        assertThat(check.verify(ticket())).isEqualTo(new Proof.Nothing());
    }
}
