package dev.botrunner.join;

import dev.botrunner.queue.Query;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Signer;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Ulid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a list goes on: a version, the last id, a hash of tenant and filters, and a MAC, in base64url. Good for the same
 * tenant and filters on any replica; a page may have another size.
 */
public final class PageCursor {

    private static final byte VERSION = 1;
    private static final int FILTERS = 8;
    private static final int SIGNED = 1 + Ulid.LENGTH + FILTERS;

    private final Signer signer;

    public PageCursor(Signer signer) {
        this.signer = signer;
    }

    /** The cursor behind this session. */
    public String after(SessionId last, Query query) {
        byte[] signed = ByteBuffer.allocate(SIGNED)
                .put(VERSION)
                .put(last.value().getBytes(StandardCharsets.ISO_8859_1))
                .put(filters(query))
                .array();
        byte[] mac = signer.sign(Signer.Purpose.PAGE, signed);
        byte[] whole =
                ByteBuffer.allocate(SIGNED + mac.length).put(signed).put(mac).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** The session that the cursor stands behind; nothing where it is damaged, forged or of another list. */
    public Optional<SessionId> read(String cursor, Query query) {
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (whole.length != SIGNED + Signer.Purpose.PAGE.length() || whole[0] != VERSION) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(whole, SIGNED);
        byte[] mac = Arrays.copyOfRange(whole, SIGNED, whole.length);
        byte[] filters = Arrays.copyOfRange(signed, 1 + Ulid.LENGTH, SIGNED);
        boolean ours = signer.verifies(Signer.Purpose.PAGE, signed, mac) && Arrays.equals(filters, filters(query));
        String id = new String(signed, 1, Ulid.LENGTH, StandardCharsets.ISO_8859_1);
        return ours && Ulid.isValid(id) ? Optional.of(new SessionId(id)) : Optional.empty();
    }

    private static byte[] filters(Query query) {
        Json.Obj filters = Json.obj()
                .putTextOrNull("tenant", query.tenant().map(Tenant::name))
                .put(
                        "states",
                        Json.texts(query.stages().stream()
                                .map(Stage::word)
                                .sorted()
                                .toList()))
                .put(
                        "bots",
                        Json.texts(query.bots().stream()
                                .map(BotName::name)
                                .sorted()
                                .toList()))
                .put("labels", Json.texts(query.labels()))
                .putTextOrNull("room", query.room())
                .build();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(filters.canonical().getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(hash, FILTERS);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("This JDK has no SHA-256", missing);
        }
    }
}
