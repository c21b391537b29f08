package dev.botrunner.kubernetes;

import com.nimbusds.jose.jwk.JWKSet;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the keys of service-account tokens are published: a file, an issuer by OpenID discovery, or a cluster itself. */
final class KeySources {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private KeySources() {}

    /** A JWKS file; any issuer's tokens count whose keys are in it. */
    static IssuerKeys.Source file(Path file) {
        return () -> {
            try {
                return new IssuerKeys.Published(keys(Files.readString(file)), Optional.empty());
            } catch (IOException e) {
                throw unavailable("the file " + file, e);
            }
        };
    }

    static IssuerKeys.Source issuer(String url) {
        return () -> {
            try (HttpClient client =
                    HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
                Json.Obj discovered = json(get(client, url + DISCOVERY), url);
                String keys = discovered.textAt("jwks_uri").orElseThrow(() -> unfit(url));
                return new IssuerKeys.Published(keys(get(client, keys)), discovered.textAt("issuer"));
            }
        };
    }

    /** Every service account may ask a cluster for its keys. */
    static IssuerKeys.Source cluster(Supplier<Cluster> opened) {
        return () -> {
            try (Cluster cluster = opened.get()) {
                String discovery = cluster.client().raw(DISCOVERY);
                String keys = cluster.client().raw("/openid/v1/jwks");
                if (keys == null) {
                    throw unfit(cluster.address());
                }
                Optional<String> issuer = discovery == null
                        ? Optional.empty()
                        : json(discovery, cluster.address()).textAt("issuer");
                return new IssuerKeys.Published(keys(keys), issuer);
            } catch (KubernetesClientException failed) {
                throw new DependencyException(
                        ApiFailures.unavailable("Asking the cluster for the keys of its tokens", failed), failed);
            }
        };
    }

    private static String get(HttpClient client, String url) {
        try {
            var response = client.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw unavailable(url + " (" + response.statusCode() + ")", null);
            }
            return response.body();
        } catch (IOException e) {
            throw unavailable(url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(url, e);
        }
    }

    private static JWKSet keys(String text) {
        try {
            return JWKSet.parse(text);
        } catch (ParseException e) {
            throw unavailable("what was published, which is no JWKS", e);
        }
    }

    private static Json.Obj json(String text, String from) {
        try {
            return Json.parse(text) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
        } catch (MalformedJson e) {
            throw unavailable(from, e);
        }
    }

    private static DependencyException unfit(String issuer) {
        return unavailable(issuer + ", which publishes no keys", null);
    }

    private static DependencyException unavailable(String what, @org.jspecify.annotations.Nullable Throwable cause) {
        var failure = new Failure(
                ErrorCode.LAUNCHER_UNAVAILABLE, "The keys of the cluster's tokens could not be had from " + what);
        return cause == null ? new DependencyException(failure) : new DependencyException(failure, cause);
    }
}
