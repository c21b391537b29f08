package dev.botrunner.join;

import dev.botrunner.queue.NewSession;
import dev.botrunner.session.About;
import dev.botrunner.session.Json;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Secret;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of a request, a profile and a tenant the session that is put into the line. For any number of threads. */
public final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Supplier<Profiles> profiles;
    private final Personalities personalities;
    private final Lifecycle lifecycle;
    private final SecretSealer sealer;
    private final Signer signer;

    public Admission(
            Supplier<Profiles> profiles,
            Personalities personalities,
            Lifecycle lifecycle,
            SecretSealer sealer,
            Signer signer) {
        this.profiles = profiles;
        this.personalities = personalities;
        this.lifecycle = lifecycle;
        this.sealer = sealer;
        this.signer = signer;
    }

    /** Checks a body against the profiles as they are now, and finds the personality that it names. */
    JoinRequest.Reading read(Json.Obj body) throws InterruptedException {
        JoinRequest.Reading reading = JoinRequest.read(body, profiles.get());
        return reading instanceof JoinRequest.Reading.Sound(JoinRequest request)
                        && request.personalityId().isPresent()
                ? resolved(request, request.personalityId().get())
                : reading;
    }

    /**
     * The session to accept.
     *
     * @param seen that there is none of its id yet
     * @param within how long from then on it may be accepted
     */
    NewSession admit(JoinCall call, JoinRequest request, Seen seen, Duration within) {
        Instant now = seen.time();
        var about = new About(
                call.tenant(), request.profile().bot(), request.room(), request.labels(), now, request.priority());
        if (!(lifecycle.accepted(seen, about, request.terms()) instanceof Step first)) {
            throw new IllegalStateException("Session " + seen.id() + " was just made and is known already");
        }
        var idempotency =
                call.idempotencyKey().map(key -> new NewSession.IdempotencyMark(key, fingerprint(call.body())));
        return new NewSession(spec(call, request, seen), first, idempotency, request.roomPolicy(), now.plus(within));
    }

    private SessionSpec spec(JoinCall call, JoinRequest request, Seen seen) {
        return new SessionSpec(
                seen.id(),
                call.tenant(),
                request.profile().bot(),
                request.room(),
                request.persona(),
                request.confidential().user(),
                request.labels(),
                request.profile().supply(),
                request.terms(),
                seen.time(),
                call.traceparent(),
                sealed(seen.id(), request.confidential()));
    }

    private JoinRequest.Reading resolved(JoinRequest request, String id) throws InterruptedException {
        Persona named = named(request.persona(), id);
        return switch (personalities.find(request.profile(), named)) {
            case Personalities.Lookup.Found(Persona whole) -> new JoinRequest.Reading.Sound(request.with(whole));
            // The runner's own assets answer for it: it finds the record by this one member, or ends asset_missing.
            case Personalities.Lookup.NotHere _ -> new JoinRequest.Reading.Sound(request.with(named));
            case Personalities.Lookup.Unknown _ ->
                faulty(Fault.Code.UNKNOWN_PERSONALITY, "the bot's assets hold no personality of this id");
            case Personalities.Lookup.Damaged(String detail) -> {
                LOG.atWarn()
                        .addKeyValue("bot", request.profile().bot())
                        .addKeyValue("detail", detail)
                        .log("A personality's assets are damaged: joins that name it are refused");
                yield faulty(Fault.Code.INVALID_VALUE, "what the bot's assets hold under this id is damaged");
            }
        };
    }

    private static JoinRequest.Reading faulty(Fault.Code code, String detail) {
        return new JoinRequest.Reading.Faulty(List.of(new Fault("/personality_id", code, detail)));
    }

    private static Persona named(Persona was, String id) {
        return new Persona(
                Optional.of(Json.obj().put("personality_id", id).build()),
                was.functionalPrompts(),
                was.supportedFeatures(),
                was.voice(),
                was.config(),
                was.tools());
    }

    private Optional<String> sealed(SessionId id, JoinRequest.Private confidential) {
        if (!confidential.hasSecrets()) {
            return Optional.empty();
        }
        var secrets = Json.obj();
        for (Map.Entry<String, Secret> secret : confidential.secrets().entrySet()) {
            secrets.put(secret.getKey(), secret.getValue().reveal());
        }
        Json clear = Json.obj()
                .putTextIfPresent("room_token", confidential.roomToken().map(Secret::reveal))
                .put("secrets", secrets.build())
                .build();
        return Optional.of(sealer.seal(id, clear.bytes()));
    }

    /**
     * The session under the marks that the same request left before the seal key was changed: a store compares
     * fingerprints and holds no key.
     */
    List<NewSession> earlier(JoinCall call, NewSession session) {
        return call.idempotencyKey()
                .map(key -> signer.earlier(Signer.Purpose.IDEMPOTENCY, canonical(call.body())).stream()
                        .map(mac -> session.marked(new NewSession.IdempotencyMark(key, text(mac))))
                        .toList())
                .orElse(List.of());
    }

    /** Equal for equal JSON values, whatever the order of their members; tells nothing of the secrets among them. */
    private String fingerprint(Json.Obj body) {
        return text(signer.sign(Signer.Purpose.IDEMPOTENCY, canonical(body)));
    }

    private static byte[] canonical(Json.Obj body) {
        return body.canonical().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] mac) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
