package dev.botrunner.testkit;

import dev.botrunner.publish.Envelope;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Ulid;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The events of one session, as its runner and its ledger would write them. For one thread. */
public final class SampleEvents {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SessionId session;
    private final Tenant tenant;
    private final String runnerEpoch = Ulid.of(0, RANDOM).substring(10, 18);
    private long said;
    private long lived;

    private SampleEvents(SessionId session, Tenant tenant) {
        this.session = session;
        this.tenant = tenant;
    }

    /** Of a session that is accepted now. */
    public static SampleEvents of(Tenant tenant) {
        return of(new SessionId(Ulid.of(System.currentTimeMillis(), RANDOM)), tenant);
    }

    public static SampleEvents of(SessionId session, Tenant tenant) {
        return new SampleEvents(session, tenant);
    }

    public SessionId session() {
        return session;
    }

    public Tenant tenant() {
        return tenant;
    }

    /** The next thing that the runner says. */
    public Envelope said(String type, Json.Obj data) {
        return envelope("/sessions/" + session + "/1", type, 1, runnerEpoch, ++said, data);
    }

    /** The next thing that the user says, the number of the event as text. */
    public Envelope said() {
        return said(
                "bot.turn.user", Json.obj().put("text", "turn " + (said + 1)).build());
    }

    /** The next event of the session's life. */
    public Envelope lived(String type) {
        return envelope(
                "/sessions/" + session,
                type,
                0,
                "s1",
                ++lived,
                Json.obj().put("attempt", Json.nil()).build());
    }

    /** What a runner says that takes itself for the ledger. */
    public Envelope forged(String type) {
        return said(type, Json.obj().build());
    }

    private Envelope envelope(String source, String type, int attempt, String epoch, long number, Json.Obj data) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Envelope(
                Ulid.of(now.toEpochMilli(), RANDOM),
                source,
                type,
                session.value(),
                now,
                "urn:botrunner:" + type + ":1",
                tenant.name(),
                "echo",
                attempt,
                epoch,
                number,
                Optional.empty(),
                data);
    }
}
