package dev.botrunner.kubernetes;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.botrunner.link.TicketCheck;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes a pod's own service-account token as its ticket: signed by the cluster, meant for us, of a namespace where we
 * launch. The pod's name says the session, its service account the bot: {@code bot-<bot>} runs one session, the one that the
 * pod is named for or, waiting, one that it claims; {@code worker-<bot>} claims for its children. Only who may create pods
 * there could lie.
 */
final class PodTickets implements TicketCheck {

    private static final int LONGEST = 16 * 1024;
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final IssuerKeys keys;
    private final Supplier<Set<String>> namespaces;
    private final Ticker ticker;

    PodTickets(IssuerKeys keys, Supplier<Set<String>> namespaces, Ticker ticker) {
        this.keys = keys;
        this.namespaces = namespaces;
        this.ticker = ticker;
    }

    /** @throws dev.botrunner.session.DependencyException the cluster's keys were never fetched, and cannot be now */
    @Override
    public Proof verify(String bearer) {
        if (bearer.length() > LONGEST || bearer.chars().filter(c -> c == '.').count() != 2) {
            return new Proof.Nothing();
        }
        try {
            SignedJWT token = SignedJWT.parse(bearer);
            JWTClaimsSet claims = token.getJWTClaimsSet();
            return isForUs(claims) && isSigned(token, claims) ? proof(claims) : new Proof.Nothing();
        } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
            return new Proof.Nothing();
        }
    }

    /** Looked at before any key is asked for: what is not meant for us costs nobody a request. */
    private boolean isForUs(JWTClaimsSet claims) {
        List<String> audience = claims.getAudience();
        return audience.contains(Marks.AUDIENCE) && isInTime(claims);
    }

    private boolean isInTime(JWTClaimsSet claims) {
        Instant now = ticker.now();
        Date until = claims.getExpirationTime();
        Date from = claims.getNotBeforeTime();
        return until != null
                && until.toInstant().plus(SKEW).isAfter(now)
                && (from == null || !from.toInstant().minus(SKEW).isAfter(now));
    }

    private boolean isSigned(SignedJWT token, JWTClaimsSet claims) throws JOSEException {
        String id = token.getHeader().getKeyID();
        Optional<IssuerKeys.Found> found = id == null ? Optional.empty() : keys.find(id);
        if (found.isEmpty()) {
            return false;
        }
        boolean theirs =
                found.get().issuer().isEmpty() || found.get().issuer().get().equals(claims.getIssuer());
        Optional<JWSVerifier> verifier = verifier(found.get().key());
        return theirs && verifier.isPresent() && token.verify(verifier.get());
    }

    /** Only what is checked with a public key: a token that says otherwise of itself does not verify. */
    private static Optional<JWSVerifier> verifier(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return Optional.of(new RSASSAVerifier(rsa));
        }
        return key instanceof ECKey curve ? Optional.of(new ECDSAVerifier(curve)) : Optional.empty();
    }

    private Proof proof(JWTClaimsSet claims) {
        Optional<Map<?, ?>> cluster = part(claims.getClaim("kubernetes.io"));
        Optional<String> namespace = cluster.flatMap(it -> text(it, "namespace"));
        Optional<Map<?, ?>> pod = cluster.flatMap(it -> part(it.get("pod")));
        Optional<String> account =
                cluster.flatMap(it -> part(it.get("serviceaccount"))).flatMap(it -> text(it, "name"));
        Optional<String> uid = pod.flatMap(it -> text(it, "uid"));
        if (namespace.filter(namespaces.get()::contains).isEmpty() || account.isEmpty() || uid.isEmpty()) {
            return new Proof.Nothing();
        }
        Optional<BotName> worked = Marks.workedBotOf(account.get());
        if (worked.isPresent()) {
            return new Proof.ForWorker(worked.get(), uid.get());
        }
        Optional<ObjectName> object = pod.flatMap(it -> text(it, "name")).flatMap(ObjectName::parse);
        return Marks.botOf(account.get())
                .<Proof>map(bot -> object.<Proof>map(
                                name -> new Proof.ForLaunched(bot, name.session(), name.attempt(), uid.get()))
                        .orElseGet(() -> new Proof.ForPod(bot, uid.get())))
                .orElseGet(Proof.Nothing::new);
    }

    private static Optional<Map<?, ?>> part(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }

    private static Optional<String> text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
