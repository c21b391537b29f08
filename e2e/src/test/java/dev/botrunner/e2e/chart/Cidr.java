package dev.botrunner.e2e.chart;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses, {@code 10.0.0.0/8} or {@code fc00::/7}.
 *
 * @param width of its addresses, in bits: ranges of IPv4 and IPv6 have nothing in common
 */
record Cidr(BigInteger first, int width, int bits) {

    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        Cidr address = address(text.substring(0, slash));
        return new Cidr(address.first, address.width, Integer.parseInt(text.substring(slash + 1)));
    }

    /** One address, as a range of its own. Nobody is asked: only digits are given. */
    static Cidr address(String text) {
        try {
            byte[] bytes = InetAddress.getByName(text).getAddress();
            return new Cidr(new BigInteger(1, bytes), bytes.length * 8, bytes.length * 8);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("No address: " + text, e);
        }
    }

    boolean contains(Cidr address) {
        int rest = width - bits;
        return address.width == width && first.shiftRight(rest).equals(address.first.shiftRight(rest));
    }
}
