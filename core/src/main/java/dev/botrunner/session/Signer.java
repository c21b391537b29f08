package dev.botrunner.session;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Signs what leaves us and comes back: HMAC-SHA256, a key of its own for each purpose. For any number of threads. */
public final class Signer {

    /** What a MAC is for. One of another purpose never verifies. */
    public enum Purpose {
        /** A runner was launched for this session and attempt. */
        TICKET(Hmac.LENGTH),
        /** A runner has redeemed. */
        SESSION_TOKEN(Hmac.LENGTH),
        /** A place in a stream of events. */
        CURSOR(8),
        /** A browser has logged in. */
        COOKIE(Hmac.LENGTH),
        /** A place in a list of sessions. */
        PAGE(8),
        /** The fingerprint of a request, which may hold secrets. */
        IDEMPOTENCY(Hmac.LENGTH);

        private final int length;

        Purpose(int length) {
            this.length = length;
        }

        /** Bytes of a MAC. Fixed, so that nobody can have a long one taken for a short one. */
        public int length() {
            return length;
        }
    }

    private final Map<Purpose, List<Hmac>> hmacs = new EnumMap<>(Purpose.class);

    /** Derives all it needs; the keys may then be forgotten. */
    public Signer(SealKeys keys) {
        for (Purpose purpose : Purpose.values()) {
            hmacs.put(purpose, keys.derived(purpose.name()));
        }
    }

    /** The MAC under the first key. */
    public byte[] sign(Purpose purpose, byte[] message) {
        return mac(hmacs(purpose).getFirst(), purpose, message);
    }

    /** The MACs under all other keys, for what is compared where no key is: made before the first key was put on top. */
    public List<byte[]> earlier(Purpose purpose, byte[] message) {
        List<Hmac> all = hmacs(purpose);
        return all.subList(1, all.size()).stream()
                .map(hmac -> mac(hmac, purpose, message))
                .toList();
    }

    /** Whether any key made this MAC for this purpose. Takes as long for a wrong one as for a right one. */
    public boolean verifies(Purpose purpose, byte[] message, byte[] mac) {
        boolean made = false;
        for (Hmac hmac : hmacs(purpose)) {
            made |= MessageDigest.isEqual(mac(hmac, purpose, message), mac);
        }
        return made;
    }

    private List<Hmac> hmacs(Purpose purpose) {
        return Objects.requireNonNull(hmacs.get(purpose));
    }

    private static byte[] mac(Hmac hmac, Purpose purpose, byte[] message) {
        byte[] whole = hmac.of(message);
        return purpose.length == whole.length ? whole : Arrays.copyOf(whole, purpose.length);
    }
}
