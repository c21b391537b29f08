package dev.botrunner.control.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Signer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes and reads the cookie {@code botrunner}: base64url of {@code v1}, the first 16 hex digits of the key's SHA-256,
 * the expiry in seconds (8 bytes) and a MAC. It holds no key, and ends with the one that it names.
 */
public final class Cookies {

    static final String NAME = "botrunner";
    static final Duration LASTS = Duration.ofHours(12);

    private static final byte[] VERSION = "v1".getBytes(ISO_8859_1);
    private static final int SIGNED = VERSION.length + Key.MARK_LENGTH + Long.BYTES;

    private final Signer signer;
    private final Ticker ticker;
    private final boolean secure;

    /** @param secure whether browsers may send it over TLS only */
    public Cookies(Signer signer, Ticker ticker, boolean secure) {
        this.signer = signer;
        this.ticker = ticker;
        this.secure = secure;
    }

    /** What a valid cookie says. */
    record Login(String mark, Instant until) {}

    /** The value of {@code Set-Cookie}. */
    String given(Key key) {
        long until = ticker.now().plus(LASTS).getEpochSecond();
        byte[] signed = ByteBuffer.allocate(SIGNED)
                .put(VERSION)
                .put(key.mark().getBytes(ISO_8859_1))
                .putLong(until)
                .array();
        byte[] mac = signer.sign(Signer.Purpose.COOKIE, signed);
        byte[] whole =
                ByteBuffer.allocate(SIGNED + mac.length).put(signed).put(mac).array();
        return line(Base64.getUrlEncoder().withoutPadding().encodeToString(whole), LASTS.toSeconds());
    }

    /** The value of {@code Set-Cookie} that takes it away. */
    String taken() {
        return line("", 0);
    }

    Optional<Login> read(String value) {
        if (value.length() > 128) {
            return Optional.empty();
        }
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(value);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (whole.length != SIGNED + Signer.Purpose.COOKIE.length()) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(whole, SIGNED);
        byte[] mac = Arrays.copyOfRange(whole, SIGNED, whole.length);
        boolean known =
                signer.verifies(Signer.Purpose.COOKIE, signed, mac) && Arrays.equals(VERSION, Arrays.copyOf(signed, 2));
        if (!known) {
            return Optional.empty();
        }
        String mark = new String(signed, VERSION.length, Key.MARK_LENGTH, ISO_8859_1);
        Instant until = Instant.ofEpochSecond(ByteBuffer.wrap(signed).getLong(SIGNED - Long.BYTES));
        return isOver(until) ? Optional.empty() : Optional.of(new Login(mark, until));
    }

    boolean isOver(Instant until) {
        return !ticker.now().isBefore(until);
    }

    private String line(String value, long seconds) {
        return NAME + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : "");
    }
}
