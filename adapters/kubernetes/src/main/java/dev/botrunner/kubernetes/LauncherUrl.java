package dev.botrunner.kubernetes;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code kubernetes:job}, {@code kubernetes:pod} or {@code kubernetes:pool}, and what may stand behind a question mark: {@code namespace} (default:
 * that of the pod it runs in, else of the kubeconfig), {@code kubeconfig} (a file), {@code context}, or {@code server}
 * (the address of an API server that asks nobody who he is, such as {@code kubectl proxy}).
 */
record LauncherUrl(
        ObjectKind kind,
        boolean pooled,
        Optional<String> namespace,
        Optional<String> kubeconfig,
        Optional<String> context,
        Optional<String> server) {

    static final String SCHEME = "kubernetes";

    private static final Set<String> KNOWN = Set.of("namespace", "kubeconfig", "context", "server");

    /** @throws IllegalArgumentException it is none; the message says what was expected */
    static LauncherUrl parse(String url) {
        int colon = url.indexOf(':');
        int question = url.indexOf('?');
        if (colon < 0 || !url.substring(0, colon).equals(SCHEME)) {
            throw new IllegalArgumentException("'" + url + "' is no launcher of Kubernetes: expected kubernetes:job");
        }
        String word = question < 0 ? url.substring(colon + 1) : url.substring(colon + 1, question);
        Map<String, String> given = question < 0 ? Map.of() : parameters(url.substring(question + 1));
        boolean pooled = word.equals(Marks.POOL);
        return new LauncherUrl(
                pooled ? ObjectKind.JOB : kind(word),
                pooled,
                Optional.ofNullable(given.get("namespace")),
                Optional.ofNullable(given.get("kubeconfig")),
                Optional.ofNullable(given.get("context")),
                Optional.ofNullable(given.get("server")));
    }

    private static ObjectKind kind(String word) {
        for (ObjectKind kind : ObjectKind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("There is no launcher 'kubernetes:" + word
                + "'. Known: kubernetes:job (a Job for each session), kubernetes:pod (a bare Pod for each), kubernetes:pool"
                + " (pods that wait)");
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> given = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int is = pair.indexOf('=');
            String name = is < 0 ? pair : pair.substring(0, is);
            if (is < 0 || !KNOWN.contains(name) || is == pair.length() - 1) {
                throw new IllegalArgumentException("A Kubernetes launcher takes namespace=, kubeconfig=, context= and"
                        + " server=, each with a value, and '" + name + "' stands there");
            }
            given.put(name, URLDecoder.decode(pair.substring(is + 1), StandardCharsets.UTF_8));
        }
        return given;
    }
}
