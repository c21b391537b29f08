package dev.botrunner.control.auth;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a call comes from, as seen through proxies that are trusted to say so in {@code X-Forwarded-For}. What others
 * write there is not believed.
 */
public final class Proxies {

    /** Hops that are looked at; what stands before them is nobody's word anyway. */
    private static final int MOST = 32;

    private final List<Block> trusted;

    public Proxies(List<Block> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** Addresses that share their first bits. */
    public record Block(InetAddress address, int bits) {

        /** {@code 10.0.0.0/8}, {@code ::1}. */
        public static Block parse(String text) {
            int slash = text.indexOf('/');
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int most = address.getAddress().length * 8;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > most) {
                throw new IllegalArgumentException("a prefix of 0 to " + most + " bits is expected");
            }
            return new Block(address, bits);
        }

        boolean has(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] theirs = other.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                if (((mine[bit / 8] ^ theirs[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * The nearest address that is no trusted proxy's.
     *
     * @param remote at the other end of the connection
     * @param forwardedFor all headers {@code X-Forwarded-For}
     */
    String client(String remote, List<String> forwardedFor) {
        String nearest = remote;
        if (trusted.isEmpty() || !isTrusted(nearest)) {
            return nearest;
        }
        List<String> hops = new ArrayList<>();
        for (String line : forwardedFor) {
            hops.addAll(List.of(line.split(",", -1)));
        }
        int last = Math.max(0, hops.size() - MOST);
        for (int at = hops.size() - 1; at >= last; at--) {
            Optional<InetAddress> hop = literal(hops.get(at).strip());
            if (hop.isEmpty()) {
                return nearest;
            }
            nearest = hop.get().getHostAddress();
            if (!isTrusted(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isTrusted(String address) {
        return literal(address)
                .filter(known -> trusted.stream().anyMatch(block -> block.has(known)))
                .isPresent();
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
