package dev.botrunner.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds a path with its query, escaped. */
public final class Paths {

    private final String path;
    private final List<String> query = new ArrayList<>();

    private Paths(String path) {
        this.path = path;
    }

    public static Paths of(String path) {
        return new Paths(path);
    }

    /** One session, by whatever the user typed: the server says whether it is an id. */
    public static Paths session(String id, String rest) {
        return new Paths("/v1/sessions/" + escaped(id) + rest);
    }

    public Paths with(String name, String value) {
        query.add(name + "=" + escaped(value));
        return this;
    }

    public Paths with(String name, List<String> values) {
        values.forEach(value -> with(name, value));
        return this;
    }

    public Paths with(String name, Optional<String> value) {
        value.ifPresent(present -> with(name, present));
        return this;
    }

    public String text() {
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
