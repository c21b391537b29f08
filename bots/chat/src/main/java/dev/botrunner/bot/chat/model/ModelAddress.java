package dev.botrunner.bot.chat.model;

import dev.botrunner.session.Json;
import dev.botrunner.session.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a model is asked, and how.
 *
 * @param completions where questions are posted
 * @param models where it lists its models
 * @param model its name
 * @param options further members of each question, such as {@code temperature}
 */
public record ModelAddress(URI completions, URI models, String model, Optional<Secret> key, Json.Obj options) {

    private static final String COMPLETIONS = "/chat/completions";
    private static final Pattern VERSION = Pattern.compile("(^|.*/)v[0-9][^/]*(/.*|$)");

    /** What became of a base URL. */
    public sealed interface Reading {

        record Good(ModelAddress address) implements Reading {}

        /** @param detail does not repeat the URL, which may hold a key */
        record Faulty(String detail) implements Reading {}
    }

    /**
     * @param base with or without {@code /v1}, or the whole address of {@code /chat/completions}; its query is kept
     */
    public static Reading read(String base, String model, Optional<Secret> key, Json.Obj options) {
        URI url;
        try {
            url = new URI(base.strip());
        } catch (URISyntaxException e) {
            return new Reading.Faulty("is no URL");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if ((!scheme.equals("http") && !scheme.equals("https")) || url.getHost() == null) {
            return new Reading.Faulty("is no absolute URL of http or https");
        }
        if (url.getUserInfo() != null) {
            return new Reading.Faulty("holds user information: the key goes into MODEL_API_KEY");
        }
        String path = root(url.getRawPath() == null ? "" : url.getRawPath());
        return new Reading.Good(
                new ModelAddress(with(url, path + COMPLETIONS), with(url, path + "/models"), model, key, options));
    }

    private static String root(String given) {
        String path = given;
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.endsWith(COMPLETIONS)) {
            return path.substring(0, path.length() - COMPLETIONS.length());
        }
        return VERSION.matcher(path).matches() ? path : path + "/v1";
    }

    private static URI with(URI base, String path) {
        String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + path + query);
    }

    /** Fit for logs: nothing of a query. */
    @Override
    public String toString() {
        return "ModelAddress[" + completions.getHost() + ", " + model + "]";
    }
}
