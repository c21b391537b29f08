package dev.botrunner.control;

import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.launch.Launchers;
import dev.botrunner.link.TicketCheck;
import dev.botrunner.link.TicketCheckProvider;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.queue.StoreProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds what opens a URL among the jars on the class path. */
public final class Adapters {

    private static final String HINT = ". Is the jar of its adapter on the class path (lib, or BOTRUNNER_CLASSPATH)?";

    private Adapters() {}

    /** @throws IllegalArgumentException nothing opens such a URL; the message lists what could be opened */
    public static StoreProvider store(String url) {
        return opening(url, "queue", all(StoreProvider.class), StoreProvider::schemes);
    }

    /** @throws IllegalArgumentException nothing opens such a URL; the message lists what could be opened */
    public static TransportProvider transport(String url) {
        return opening(url, "event broker", all(TransportProvider.class), TransportProvider::schemes);
    }

    public static List<LauncherProvider> launchers() {
        return all(LauncherProvider.class);
    }

    /** @throws IllegalArgumentException nothing opens such a URL; the message lists what could be opened */
    public static void checkLauncher(String url) {
        if (!url.equals(Launchers.NONE)) {
            Launchers.provider(launchers(), url).check(url);
        }
    }

    /**
     * What checks the tickets of launched objects.
     *
     * @throws IllegalArgumentException the issuer is none
     */
    public static List<TicketCheck> ticketChecks(
            Optional<String> issuer, Supplier<Set<String>> launchers, Ticker ticker) {
        return all(TicketCheckProvider.class).stream()
                .map(provider -> provider.open(new TicketCheckProvider.Options(issuer, launchers, ticker)))
                .toList();
    }

    private static <P> List<P> all(Class<P> kind) {
        return ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static <P> P opening(String url, String what, List<P> providers, Function<P, Set<String>> schemes) {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? url : url.substring(0, colon);
        TreeSet<String> known = new TreeSet<>();
        for (P provider : providers) {
            if (colon >= 0 && schemes.apply(provider).contains(scheme)) {
                return provider;
            }
            schemes.apply(provider).forEach(name -> known.add(name + ":"));
        }
        throw new IllegalArgumentException(
                "no " + what + " for '" + scheme + ":'. Known: " + String.join(", ", known) + HINT);
    }
}
