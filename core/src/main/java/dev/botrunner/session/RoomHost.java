package dev.botrunner.session;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one spelling of a host. Addresses are taken in their usual form only, so that none passes for a name. */
final class RoomHost {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;

    /** The old and the new rules of IDN read these differently: whoever means them says so with {@code xn--}. */
    private static final String READ_IN_TWO_WAYS = "\u00df\u03c2\u200c\u200d";

    private RoomHost() {}

    static String canonical(String written) {
        if (written.isEmpty()) {
            throw new FaultyUrl("it has no host");
        }
        if (written.startsWith("[")) {
            if (!written.endsWith("]")) {
                throw new FaultyUrl("its IPv6 address is not closed");
            }
            return "[" + Ipv6.canonical(written.substring(1, written.length() - 1)) + "]";
        }
        List<String> labels = labels(PercentEncoding.decoded(written));
        String host = String.join(".", labels);
        if (host.length() > LONGEST_NAME) {
            throw new FaultyUrl("its host is longer than " + LONGEST_NAME + " characters");
        }
        if (isNumeric(labels.getLast()) && !Ipv4.isUsual(host)) {
            throw new FaultyUrl("its IPv4 address is not written as four decimal numbers");
        }
        return host;
    }

    private static List<String> labels(String name) {
        List<String> labels = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= name.length(); at++) {
            if (at == name.length() || isDot(name.charAt(at))) {
                labels.add(label(name.substring(start, at)));
                start = at + 1;
            }
        }
        if (labels.getLast().isEmpty() && labels.size() > 1) {
            labels.removeLast();
        }
        if (labels.contains("")) {
            throw new FaultyUrl("a part of its host is empty");
        }
        return labels;
    }

    private static boolean isDot(char c) {
        return c == '.' || c == '\u3002' || c == '\uff0e' || c == '\uff61';
    }

    private static String label(String label) {
        String ascii = isAscii(label) ? label.toLowerCase(Locale.ROOT) : idn(label);
        boolean usual = ascii.length() <= LONGEST_LABEL && !ascii.startsWith("-") && !ascii.endsWith("-");
        for (int at = 0; usual && at < ascii.length(); at++) {
            char c = ascii.charAt(at);
            usual = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        }
        if (!usual) {
            throw new FaultyUrl("its host is not a name of letters, digits and hyphens");
        }
        return ascii;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String idn(String label) {
        if (label.chars().anyMatch(c -> READ_IN_TWO_WAYS.indexOf(c) >= 0)) {
            throw new FaultyUrl("its host holds a character that is read in two ways; write it in ASCII (xn--)");
        }
        try {
            return IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException refused) {
            throw new FaultyUrl("its host is no internationalised name");
        }
    }

    /** Whether resolvers would read the last part as a number, and so the whole as an IPv4 address in whatever form. */
    private static boolean isNumeric(String label) {
        boolean hex = label.startsWith("0x");
        return label.substring(hex ? 2 : 0)
                .chars()
                .allMatch(c -> (c >= '0' && c <= '9') || (hex && c >= 'a' && c <= 'f'));
    }
}
