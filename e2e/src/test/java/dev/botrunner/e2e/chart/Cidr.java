package dev.botrunner.e2e.chart;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of addresses, {@code 10.0.0.0/8} or {@code fc00::/7}. */
record Cidr(byte[] address, int bits) {

    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        return new Cidr(address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Without asking anybody: only digits are given. */
    static byte[] address(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("No address: " + text, e);
        }
    }

    boolean contains(byte[] other) {
        int width = address.length * 8;
        return other.length == address.length
                && new BigInteger(1, address)
                        .shiftRight(width - bits)
                        .equals(new BigInteger(1, other).shiftRight(width - bits));
    }
}
