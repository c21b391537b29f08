package dev.botrunner.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Signer.Purpose;
import dev.botrunner.session.Ticket;
import dev.botrunner.session.Ulid;
import java.util.Base64;
import java.util.Optional;

/**
 * Writes and reads what runners prove themselves with: tickets {@code brt1.<session>.<attempt>.<claim>.<mac>} and session
 * tokens {@code brs1.<base64url JSON>.<mac>}. Whoever holds the same keys makes the same ticket for the same claim.
 */
public final class Tickets {

    private static final String TICKET = "brt1.";
    private static final String TOKEN = "brs1.";
    private static final int LONGEST = 8192;

    private final Signer signer;

    public Tickets(Signer signer) {
        this.signer = signer;
    }

    /** @param claim 0 for what a launcher makes */
    public Ticket issue(SessionId session, int attempt, long claim) {
        return new Ticket(signed(Purpose.TICKET, TICKET + session.value() + "." + attempt + "." + claim));
    }

    /** What the ticket is for; nothing where it is none of ours. */
    public Optional<TicketCheck.Proof.ForSession> ticket(String bearer) {
        return unsigned(Purpose.TICKET, TICKET, bearer).flatMap(Tickets::claimed);
    }

    public String token(SessionToken token) {
        byte[] json = SessionTokenJson.write(token).bytes();
        return signed(
                Purpose.SESSION_TOKEN,
                TOKEN + Base64.getUrlEncoder().withoutPadding().encodeToString(json));
    }

    /** What the token says; nothing where it is none of ours. Says nothing about whether it is still good. */
    public Optional<SessionToken> token(String bearer) {
        return unsigned(Purpose.SESSION_TOKEN, TOKEN, bearer).flatMap(Tickets::decoded);
    }

    private String signed(Purpose purpose, String text) {
        byte[] mac = signer.sign(purpose, text.getBytes(UTF_8));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    /** The text between prefix and MAC, where the MAC is right. */
    private Optional<String> unsigned(Purpose purpose, String prefix, String bearer) {
        int dot = bearer.lastIndexOf('.');
        if (bearer.length() > LONGEST || !bearer.startsWith(prefix) || dot < prefix.length()) {
            return Optional.empty();
        }
        Optional<byte[]> mac = base64(bearer.substring(dot + 1));
        String text = bearer.substring(0, dot);
        boolean ours = mac.isPresent() && signer.verifies(purpose, text.getBytes(UTF_8), mac.get());
        return ours ? Optional.of(text.substring(prefix.length())) : Optional.empty();
    }

    private static Optional<TicketCheck.Proof.ForSession> claimed(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3 || !Ulid.isValid(parts[0])) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TicketCheck.Proof.ForSession(
                    new SessionId(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2])));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<SessionToken> decoded(String text) {
        return base64(text).flatMap(json -> {
            try {
                return SessionTokenJson.read(Json.parse(json));
            } catch (MalformedJson notOurs) {
                return Optional.empty();
            }
        });
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
