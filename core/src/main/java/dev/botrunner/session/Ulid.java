package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Lower-case ULIDs: 26 characters of Crockford's alphabet, 48 bits of milliseconds and 80 random ones, so that texts sort
 * by time. Two of one millisecond are in no particular order.
 */
public final class Ulid {
    /** Characters of a ULID. */
    public static final int LENGTH = 26;

    private static final byte[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".getBytes(ISO_8859_1);
    private static final byte[] VALUES = values();
    private static final long LATEST = (1L << 48) - 1;

    private Ulid() {}

    /** A new one. The generator has to be fit for identifiers that nobody may guess where they serve as such. */
    public static String of(long epochMillis, RandomGenerator random) {
        if (epochMillis < 0 || epochMillis > LATEST) {
            throw new IllegalArgumentException(
                    "A ULID's time lies between 0 and " + LATEST + " ms, not at " + epochMillis);
        }
        byte[] text = new byte[LENGTH];
        write(text, 0, 10, epochMillis);
        write(text, 10, 8, random.nextLong());
        write(text, 18, 8, random.nextLong());
        return new String(text, ISO_8859_1);
    }

    /** Whether this is a ULID as we write them: lower-case, and of a time that fits 48 bits. */
    public static boolean isValid(String text) {
        if (text.length() != LENGTH || text.charAt(0) > '7') {
            return false;
        }
        for (int at = 0; at < LENGTH; at++) {
            char c = text.charAt(at);
            if (c >= VALUES.length || VALUES[c] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The time in a valid ULID. */
    public static Instant time(String ulid) {
        if (!isValid(ulid)) {
            throw new IllegalArgumentException("Not a ULID (" + ulid.length() + " characters)");
        }
        long millis = 0;
        for (int at = 0; at < 10; at++) {
            millis = millis << 5 | VALUES[ulid.charAt(at)];
        }
        return Instant.ofEpochMilli(millis);
    }

    private static void write(byte[] text, int from, int digits, long bits) {
        long rest = bits;
        for (int at = from + digits - 1; at >= from; at--) {
            text[at] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (byte value = 0; value < DIGITS.length; value++) {
            values[DIGITS[value]] = value;
        }
        return values;
    }
}
