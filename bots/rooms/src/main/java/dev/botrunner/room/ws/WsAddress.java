package dev.botrunner.room.ws;

import dev.botrunner.room.RoomRefused;
import java.net.URI;
import java.util.Locale;

/** Where a room is, read from its URL. */
record WsAddress(String host, int port, boolean tls, String target) {

    static WsAddress of(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw unknown();
        }
        boolean tls = switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "https", "wss" -> true;
            default -> false;
        };
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new WsAddress(uri.getHost(), port, tls, path + query);
    }

    private static RoomRefused unknown() {
        return new RoomRefused(RoomRefused.Why.UNKNOWN, "The room's URL has no host: expected http://host:port/name");
    }

    /** As the header {@code Host} has it. */
    String authority() {
        boolean usual = port == (tls ? 443 : 80);
        return usual ? host : host + ":" + port;
    }

    /** As sockets want it: an IPv6 address without its brackets. */
    String socketHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Without what may hold a token. */
    @Override
    public String toString() {
        return authority();
    }
}
