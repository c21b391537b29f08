package dev.botrunner.control.http;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.jspecify.annotations.Nullable;

/** Finds what a path names. Paths that are written out are looked up, since they are the busy ones; templates are matched. */
final class Router {

    /** A path that was found: its methods, and what stood for the names of its template. */
    record Found(Map<String, Endpoint> methods, Map<String, String> names) {

        @Nullable
        Endpoint endpoint(String method) {
            return methods.get(method.equals("HEAD") ? "GET" : method);
        }

        /** As the header {@code Allow} says it. */
        String allowed() {
            TreeSet<String> allowed = new TreeSet<>(methods.keySet());
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            return String.join(", ", allowed);
        }
    }

    private final Map<String, Found> written = new HashMap<>();
    private final PathMappings<Map<String, Endpoint>> templates = new PathMappings<>();

    Router(Collection<Endpoint> endpoints) {
        Map<String, Map<String, Endpoint>> paths = new LinkedHashMap<>();
        for (Endpoint endpoint : endpoints) {
            Endpoint other = paths.computeIfAbsent(endpoint.template(), _ -> new HashMap<>())
                    .put(endpoint.method(), endpoint);
            if (other != null) {
                throw new IllegalStateException("Two routes for " + endpoint.method() + " " + endpoint.template());
            }
        }
        paths.forEach((template, methods) -> {
            if (template.indexOf('{') < 0) {
                written.put(template, new Found(methods, Map.of()));
            } else {
                templates.put(new UriTemplatePathSpec(template), methods);
            }
        });
    }

    Optional<Found> find(@Nullable String path) {
        if (path == null) {
            return Optional.empty();
        }
        Found known = written.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        MatchedResource<Map<String, Endpoint>> match = templates.getMatched(path);
        return match != null && match.getPathSpec() instanceof UriTemplatePathSpec spec
                ? Optional.of(new Found(match.getResource(), spec.getPathParams(path)))
                : Optional.empty();
    }
}
