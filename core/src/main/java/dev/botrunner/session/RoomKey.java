package dev.botrunner.session;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one spelling of a room's URL, made in the contract's order: scheme and host lower-case, IDN as ASCII, no trailing
 * dot; empty or default port dropped; percent-encoding and dot segments normalised (RFC 3986, 6.2.2); fragment and empty
 * query dropped; trailing slashes of the path dropped; query kept. Characters that may not stand in a URL as they are
 * count as their percent-encoding. The key of a key is that key.
 */
final class RoomKey {
    private RoomKey() {}

    static String of(String url, Set<String> schemes) {
        refuseRawCharacters(url);
        String scheme = scheme(url, schemes);
        int authority = scheme.length() + 3;
        int path = firstOf(url, authority, "/?#");
        int query = firstOf(url, path, "?#");
        int fragment = firstOf(url, query, "#");
        String found = query < fragment ? url.substring(query + 1, fragment) : "";

        StringBuilder key = new StringBuilder(url.length());
        key.append(scheme).append("://").append(authority(scheme, url.substring(authority, path)));
        key.append(path(PercentEncoding.normalised(url.substring(path, query), "/")));
        if (!found.isEmpty()) {
            key.append('?').append(PercentEncoding.normalised(found, "/?"));
        }
        return key.toString();
    }

    private static void refuseRawCharacters(String url) {
        for (int at = 0; at < url.length(); at++) {
            char c = url.charAt(at);
            if (c == ' ' || c == '\\' || Character.isISOControl(c)) {
                throw new FaultyUrl("a space, backslash or control character stands in it; percent-encode it");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || at + 1 == url.length()
                        || !Character.isLowSurrogate(url.charAt(at + 1))) {
                    throw new FaultyUrl("half a surrogate pair stands in it");
                }
                at++;
            }
        }
    }

    private static String scheme(String url, Set<String> schemes) {
        int end = url.indexOf("://");
        if (end <= 0) {
            throw new FaultyUrl("not an absolute URL: expected scheme://host");
        }
        String scheme = url.substring(0, end).toLowerCase(Locale.ROOT);
        if (!schemes.contains(scheme)) {
            throw new FaultyUrl(
                    "its scheme is none of those that the bot accepts: " + String.join(", ", new TreeSet<>(schemes)));
        }
        return scheme;
    }

    private static String authority(String scheme, String authority) {
        if (authority.indexOf('@') >= 0) {
            throw new FaultyUrl("user information stands in it; credentials belong into room_token");
        }
        int colon = authority.indexOf(':', authority.startsWith("[") ? Math.max(authority.indexOf(']'), 0) : 0);
        if (colon < 0) {
            return RoomHost.canonical(authority);
        }
        String host = RoomHost.canonical(authority.substring(0, colon));
        String port = authority.substring(colon + 1);
        if (port.isEmpty()) {
            return host;
        }
        int number = port(port);
        return number == defaultPort(scheme) ? host : host + ":" + number;
    }

    private static int port(String port) {
        int number = 0;
        for (int at = 0; at < port.length(); at++) {
            char digit = port.charAt(at);
            if (digit < '0' || digit > '9') {
                throw new FaultyUrl("its port is not a number");
            }
            number = Math.min(number * 10 + (digit - '0'), 65_536);
        }
        if (number < 1 || number > 65_535) {
            throw new FaultyUrl("its port is not between 1 and 65535");
        }
        return number;
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> -1;
        };
    }

    /** Without dot segments (RFC 3986, 5.2.4) and without trailing slashes; empty, or it starts with a slash. */
    private static String path(String path) {
        StringBuilder kept = new StringBuilder(path.length());
        int at = 0;
        while (at < path.length()) {
            int next = path.indexOf('/', at + 1);
            int end = next < 0 ? path.length() : next;
            String segment = path.substring(at + 1, end);
            boolean last = next < 0;
            switch (segment) {
                case "." -> kept.append(last ? "/" : "");
                case ".." -> {
                    kept.setLength(Math.max(kept.lastIndexOf("/"), 0));
                    kept.append(last ? "/" : "");
                }
                default -> kept.append('/').append(segment);
            }
            at = end;
        }
        int length = kept.length();
        while (length > 0 && kept.charAt(length - 1) == '/') {
            length--;
        }
        return kept.substring(0, length);
    }

    private static int firstOf(String url, int from, String wanted) {
        for (int at = from; at < url.length(); at++) {
            if (wanted.indexOf(url.charAt(at)) >= 0) {
                return at;
            }
        }
        return url.length();
    }
}
