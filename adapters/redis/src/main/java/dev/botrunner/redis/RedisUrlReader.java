package dev.botrunner.redis;

import dev.botrunner.redis.RedisUrl.Kind;
import dev.botrunner.redis.RedisUrl.Login;
import dev.botrunner.redis.RedisUrl.Tls;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.HostAndPort;

/** Reads one URL of a Redis. Its messages never repeat what was given: there may be a password in it. */
final class RedisUrlReader {

    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final Set<String> PARAMETERS =
            Set.of("password-file", "ca", "tls", "sentinel-user", "sentinel-password-file");

    private final String url;
    private final String scheme;

    RedisUrlReader(String url) {
        this.url = url;
        this.scheme = url.contains("://") ? url.substring(0, url.indexOf("://")) : "";
    }

    RedisUrl read() {
        Kind kind = kind();
        String rest = url.substring(scheme.length() + 3);
        if (rest.indexOf('#') >= 0) {
            throw faulty("nothing comes after a '#'");
        }
        int question = rest.indexOf('?');
        Map<String, String> parameters = question < 0 ? Map.of() : parameters(rest.substring(question + 1));
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        List<String> path =
                slash < 0 ? List.of() : List.of(place.substring(slash + 1).split("/", -1));
        int at = authority.lastIndexOf('@');
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(user(authority.substring(0, at)));
        List<HostAndPort> nodes = nodes(authority.substring(at + 1), kind);
        Optional<Path> password = path(parameters, "password-file");
        return new RedisUrl(
                kind,
                nodes,
                master(kind, path),
                database(kind, path),
                new Login(user, password),
                sentinels(kind, parameters),
                tls(parameters));
    }

    private Kind kind() {
        return switch (scheme) {
            case "redis", "rediss" -> Kind.SINGLE;
            case "redis-sentinel" -> Kind.SENTINEL;
            case "redis-cluster" -> Kind.CLUSTER;
            default -> throw faulty("it starts with redis://, rediss://, redis-sentinel:// or redis-cluster://");
        };
    }

    private static String user(String info) {
        if (info.indexOf(':') >= 0) {
            throw faulty("a password does not stand in the URL: name a file with ?password-file=");
        }
        String user = decoded(info);
        if (user.isEmpty()) {
            throw faulty("there is no user before the '@'");
        }
        return user;
    }

    private static List<HostAndPort> nodes(String authority, Kind kind) {
        var nodes = new ArrayList<HostAndPort>();
        for (String node : authority.split(",", -1)) {
            nodes.add(node(node, kind == Kind.SENTINEL ? SENTINEL_PORT : PORT));
        }
        if (kind == Kind.SINGLE && nodes.size() > 1) {
            throw faulty("several hosts are for redis-sentinel:// and redis-cluster://");
        }
        return nodes;
    }

    private static HostAndPort node(String node, int usual) {
        int bracket = node.lastIndexOf(']');
        int colon = node.lastIndexOf(':');
        boolean hasPort = colon > bracket;
        String host = hasPort ? node.substring(0, colon) : node;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw faulty("a host is expected, as in redis://host:6379");
        }
        return new HostAndPort(host, hasPort ? port(node.substring(colon + 1)) : usual);
    }

    private static int port(String text) {
        int port = number(text, "a port");
        if (port < 1 || port > 65_535) {
            throw faulty("a port is 1 to 65535");
        }
        return port;
    }

    private static String master(Kind kind, List<String> path) {
        if (kind != Kind.SENTINEL) {
            return "";
        }
        if (path.isEmpty() || path.getFirst().isEmpty()) {
            throw faulty("sentinels are asked for a master by its name: redis-sentinel://host:26379/mymaster");
        }
        return decoded(path.getFirst());
    }

    private static int database(Kind kind, List<String> path) {
        List<String> rest = kind == Kind.SENTINEL ? path.subList(1, path.size()) : path;
        if (rest.isEmpty() || (rest.size() == 1 && rest.getFirst().isEmpty())) {
            return 0;
        }
        if (kind == Kind.CLUSTER) {
            throw faulty("a cluster has no databases: nothing comes after its hosts");
        }
        if (rest.size() > 1) {
            throw faulty("nothing comes after the number of the database");
        }
        return number(rest.getFirst(), "the number of the database");
    }

    private static int number(String text, String what) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, without the text.
        }
        throw faulty(what + " is a whole number");
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!PARAMETERS.contains(name)) {
                throw faulty("its parameters are "
                        + String.join(", ", PARAMETERS.stream().sorted().toList()));
            }
            if (parameters.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                throw faulty(name + " is given twice");
            }
        }
        return parameters;
    }

    private static Optional<Login> sentinels(Kind kind, Map<String, String> parameters) {
        Optional<String> user = Optional.ofNullable(parameters.get("sentinel-user"));
        Optional<Path> password = path(parameters, "sentinel-password-file");
        if (user.isEmpty() && password.isEmpty()) {
            return Optional.empty();
        }
        if (kind != Kind.SENTINEL) {
            throw faulty("sentinel-user and sentinel-password-file are for redis-sentinel://");
        }
        return Optional.of(new Login(user, password));
    }

    private Tls tls(Map<String, String> parameters) {
        boolean asked = switch (parameters.getOrDefault("tls", "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw faulty("tls is true or false");
        };
        boolean on = asked || scheme.equals("rediss");
        Optional<Path> authority = path(parameters, "ca");
        if (authority.isPresent() && !on) {
            throw faulty("ca is for connections over TLS: rediss://, or tls=true");
        }
        return new Tls(on, authority);
    }

    private static Optional<Path> path(Map<String, String> parameters, String name) {
        String path = parameters.get(name);
        if (path == null) {
            return Optional.empty();
        }
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            throw faulty(name + " names a file");
        }
        return Optional.of(Path.of(path));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw faulty("a '%' is followed by two hexadecimal digits");
        }
    }

    private static IllegalArgumentException faulty(String what) {
        return new IllegalArgumentException("the URL of a Redis: " + what);
    }
}
