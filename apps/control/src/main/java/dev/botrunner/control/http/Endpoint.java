package dev.botrunner.control.http;

import dev.botrunner.files.KeyScope;
import java.util.Set;

/**
 * One method on one path.
 *
 * @param method {@code GET} stands for {@code HEAD} too
 * @param template a path, with {@code {name}} for what varies; the label {@code route} of metrics
 * @param scopes any of them is needed; empty: open to all
 * @param parameters the query parameters that it knows; any other one is refused
 * @param body whether it takes a JSON body
 * @param answers the media types that it may answer with
 */
public record Endpoint(
        String method,
        String template,
        Set<KeyScope> scopes,
        Set<String> parameters,
        BodyKind body,
        Answers answers,
        Route route) {

    /** What is done about a body. */
    public enum BodyKind {
        /** Not read. */
        NONE,
        /** JSON of at most 1 MiB, read before the route is called. */
        JSON
    }

    /** What must be acceptable. */
    public enum Answers {
        JSON,
        EVENT_STREAM,
        ANYTHING
    }

    public Endpoint {
        scopes = Set.copyOf(scopes);
        parameters = Set.copyOf(parameters);
    }

    public static Endpoint get(String template, Route route, KeyScope... scopes) {
        return new Endpoint("GET", template, Set.of(scopes), Set.of(), BodyKind.NONE, Answers.JSON, route);
    }

    public static Endpoint post(String template, Route route, KeyScope... scopes) {
        return new Endpoint("POST", template, Set.of(scopes), Set.of(), BodyKind.JSON, Answers.JSON, route);
    }

    public static Endpoint delete(String template, Route route, KeyScope... scopes) {
        return new Endpoint("DELETE", template, Set.of(scopes), Set.of(), BodyKind.NONE, Answers.JSON, route);
    }

    /** With these query parameters; each at most once unless read by {@link Parameters#all}. */
    public Endpoint knowing(String... names) {
        return new Endpoint(method, template, scopes, Set.of(names), body, answers, route);
    }

    public Endpoint withoutBody() {
        return new Endpoint(method, template, scopes, parameters, BodyKind.NONE, answers, route);
    }

    public Endpoint answering(Answers types) {
        return new Endpoint(method, template, scopes, parameters, body, types, route);
    }

    boolean writes() {
        return !method.equals("GET");
    }
}
