package dev.botrunner.control.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a port listens.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 0: any free one
 */
public record Address(String host, int port) {

    /** {@code host:port}, {@code [ipv6]:port}, {@code :port} (all addresses) or {@code port} alone (loopback). */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
        String digits = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets: [::1]:8080");
        }
        boolean number =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || Integer.parseInt(digits) > 65_535) {
            throw new IllegalArgumentException("address:port is expected, for example 127.0.0.1:8080");
        }
        return new Address(host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(digits));
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
