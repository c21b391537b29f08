package dev.botrunner.publish;

import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.time.Instant;
import java.util.Optional;

/** Events for tests. */
public final class Envelopes {

    public static final SessionId SESSION = new SessionId("01k0000000000000000000000a");
    public static final Author AUTHOR =
            new Author(SESSION, 1, new Tenant("acme"), new BotName("chat"), Optional.empty());
    public static final Instant TIME = Instant.parse("2026-11-23T21:00:00.123Z");

    private Envelopes() {}

    /** The n-th thing that a session's runner says. */
    public static Envelope said(SessionId session, long number) {
        return said(session, "acme", number, "bot.turn.user");
    }

    public static Envelope said(SessionId session, String tenant, long number, String type) {
        return new Envelope(
                session + "-" + number,
                "/sessions/" + session + "/1",
                type,
                session.value(),
                TIME,
                "urn:botrunner:" + type + ":1",
                tenant,
                "chat",
                1,
                "k3f9",
                number,
                Optional.empty(),
                Json.obj().put("text", "hello " + number).build());
    }

    /** The n-th event of a session's life. */
    public static Envelope lived(SessionId session, long number, String type) {
        return new Envelope(
                session + ".s1." + number,
                "/sessions/" + session,
                type,
                session.value(),
                TIME,
                "urn:botrunner:" + type + ":1",
                "acme",
                "chat",
                0,
                "s1",
                number,
                Optional.empty(),
                Json.obj().put("attempt", Json.nil()).build());
    }

    /** The n-th session there is. */
    public static SessionId session(int number) {
        String digits = Integer.toString(number + 1024, 32);
        String zeros = "01k00000000000000000000000";
        return new SessionId(zeros.substring(0, zeros.length() - digits.length())
                + digits.replace('l', 'w').replace('i', 'x').replace('o', 'y').replace('u', 'z'));
    }
}
