package dev.botrunner.kubernetes;

import dev.botrunner.link.TicketCheck;
import dev.botrunner.link.TicketCheckProvider;
import dev.botrunner.session.DependencyException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes the tokens of pods as tickets, as soon as a profile is launched in Kubernetes or an issuer is named. */
public final class KubernetesTicketProvider implements TicketCheckProvider {

    @Override
    public Set<String> schemes() {
        return Set.of(LauncherUrl.SCHEME);
    }

    @Override
    public TicketCheck open(Options options) {
        Optional<IssuerKeys.Source> named = options.issuer().map(KubernetesTicketProvider::source);
        var keys = new IssuerKeys(
                named.orElseGet(() -> KeySources.cluster(() -> Cluster.open(first(options)))), options.ticker());
        var tickets = new PodTickets(keys, () -> namespaces(options), options.ticker());
        return bearer -> named.isPresent() || !urls(options).isEmpty()
                ? tickets.verify(bearer)
                : new TicketCheck.Proof.Nothing();
    }

    private static IssuerKeys.Source source(String issuer) {
        if (issuer.startsWith("https://") || issuer.startsWith("http://")) {
            if (URI.create(issuer).getHost() == null) {
                throw new IllegalArgumentException("the issuer's URL names no host");
            }
            return KeySources.issuer(issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer);
        }
        Path file = Path.of(issuer);
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("expected a URL (https://…) or a JWKS file that can be read");
        }
        return KeySources.file(file);
    }

    private static Set<LauncherUrl> urls(Options options) {
        return options.launchers().get().stream()
                .filter(url -> url.startsWith(LauncherUrl.SCHEME + ":"))
                .map(LauncherUrl::parse)
                .collect(Collectors.toSet());
    }

    private static LauncherUrl first(Options options) {
        return urls(options).stream().findFirst().orElseGet(() -> LauncherUrl.parse("kubernetes:job"));
    }

    /** Where we launch; where nothing is launched by us, where we are. */
    private static Set<String> namespaces(Options options) {
        Set<LauncherUrl> urls = urls(options);
        return urls.isEmpty()
                ? Set.of(Cluster.usualNamespace())
                : urls.stream().map(KubernetesTicketProvider::namespace).collect(Collectors.toSet());
    }

    private static String namespace(LauncherUrl url) {
        try {
            return Cluster.namespace(url);
        } catch (DependencyException noCluster) {
            return Cluster.usualNamespace();
        }
    }
}
