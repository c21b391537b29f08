package dev.botrunner.cli.api;

import java.net.URI;
import java.util.Optional;

/**
 * Which control server, and as whom.
 *
 * @param base absolute, {@code http} or {@code https}, without a slash at its end
 * @param key sent as bearer; absent where the server asks for none
 */
public record Target(URI base, Optional<String> key) {

    /** The target with this address; throws {@link IllegalArgumentException} with a sentence for people. */
    public static Target of(String url, Optional<String> key) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException("--url " + url + " is no URL; expected http://host:port", e);
        }
        String scheme = String.valueOf(uri.getScheme());
        if ((!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https"))
                || uri.getHost() == null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "--url " + url + " is not the address of a control server; expected http://host:port");
        }
        String text = uri.toString();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return new Target(URI.create(text), key);
    }

    URI at(String path) {
        return URI.create(base + path);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
