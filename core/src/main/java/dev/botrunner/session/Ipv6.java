package dev.botrunner.session;

import java.util.ArrayList;
import java.util.List;

/** The one spelling of an IPv6 address (RFC 5952): lower-case, no leading zeros, the longest run of zeros as {@code ::}. */
final class Ipv6 {
    private static final int GROUPS = 8;

    private Ipv6() {}

    static String canonical(String text) {
        if (text.indexOf('%') >= 0) {
            throw new FaultyUrl("its IPv6 address has a zone");
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            return written(groups(text, GROUPS));
        }
        List<Integer> before = gap == 0 ? List.of() : groups(text.substring(0, gap), -1);
        String rest = text.substring(gap + 2);
        List<Integer> after = rest.isEmpty() ? List.of() : groups(rest, -1);
        if (before.size() + after.size() >= GROUPS || text.substring(0, gap).indexOf('.') >= 0) {
            throw faulty();
        }
        List<Integer> all = new ArrayList<>(before);
        while (all.size() + after.size() < GROUPS) {
            all.add(0);
        }
        all.addAll(after);
        return written(all);
    }

    private static List<Integer> groups(String text, int expected) {
        List<Integer> groups = new ArrayList<>();
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i == parts.length - 1 && part.indexOf('.') >= 0) {
                long embedded = Ipv4.value(part);
                if (embedded < 0) {
                    throw faulty();
                }
                groups.add((int) (embedded >> 16));
                groups.add((int) (embedded & 0xFFFF));
            } else {
                groups.add(group(part));
            }
        }
        if (expected > 0 && groups.size() != expected) {
            throw faulty();
        }
        return groups;
    }

    private static int group(String part) {
        if (part.isEmpty() || part.length() > 4) {
            throw faulty();
        }
        int value = 0;
        for (int at = 0; at < part.length(); at++) {
            char c = part.charAt(at);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw faulty();
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static String written(List<Integer> groups) {
        int start = -1;
        int length = 1; // one zero alone is not shortened
        for (int at = 0; at < GROUPS; at++) {
            int zeros = 0;
            while (at + zeros < GROUPS && groups.get(at + zeros) == 0) {
                zeros++;
            }
            if (zeros > length) {
                start = at;
                length = zeros;
            }
            at += zeros;
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < GROUPS; at++) {
            if (at == start) {
                text.append("::");
                at += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups.get(at)));
            }
        }
        return text.toString();
    }

    private static FaultyUrl faulty() {
        return new FaultyUrl("its IPv6 address is faulty");
    }
}
