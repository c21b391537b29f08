package dev.botrunner.control.settings;

import dev.botrunner.control.Adapters;
import dev.botrunner.control.Inputs;
import dev.botrunner.control.auth.Proxies;
import dev.botrunner.control.http.Address;
import dev.botrunner.control.http.Tls;
import dev.botrunner.control.settings.ControlSettings.Backing;
import dev.botrunner.control.settings.ControlSettings.Limits;
import dev.botrunner.control.settings.ControlSettings.Listening;
import dev.botrunner.control.settings.ControlSettings.Role;
import dev.botrunner.control.settings.ControlSettings.Times;
import dev.botrunner.control.settings.ControlSettings.Trust;
import dev.botrunner.files.BotsFile;
import dev.botrunner.files.FaultyFile;
import dev.botrunner.files.KeysFile;
import dev.botrunner.files.SealKeyFile;
import dev.botrunner.files.WatchedFile;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.SealKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes settings of flags, and opens the files that they name. */
public final class SettingsReader {

    private static final String MEMORY = "memory:";
    private static final String ETC = "/etc/botrunner/";

    private enum Auth {
        KEYS,
        NONE
    }

    private enum Log {
        PLAIN,
        JSON
    }

    /** Beats are held up to 10 s: a shorter silence is none. */
    private static final Duration LOST_AT_LEAST = Duration.ofSeconds(12);

    private final ControlOptions given;
    private final Faults faults = new Faults();

    private SettingsReader(ControlOptions given) {
        this.given = given;
    }

    /**
     * @param others faults that were found before
     */
    public static Understood read(ControlOptions given, List<String> others) {
        return new SettingsReader(given).read(others);
    }

    private Understood read(List<String> others) {
        faults.addAll(others);
        Listening listening = listening();
        Backing backing = new BackingReader(given, faults).read();
        Auth auth = faults.word("--auth", given.auth, Auth.KEYS, Auth.class);
        var settings = new ControlSettings(
                faults.word("--role", given.role, Role.ALL, Role.class),
                listening,
                backing,
                limits(),
                times(),
                trust(auth));
        if (auth == Auth.NONE && !listening.isLoopback()) {
            faults.add("--auth", "none is for loopback only, and not all of --http, --manage, --link are: use keys");
        }
        boolean nowhere = listening.link().host().equals("0.0.0.0")
                || listening.link().host().equals("::");
        if (nowhere && listening.linkUrl().isEmpty() && !backing.launcher().equals("none")) {
            faults.add("--link-url", "is needed: what is launched cannot reach the link at " + listening.link());
        }
        List<String> hints = hints(backing);
        Optional<Inputs> inputs = inputs(auth, backing);
        return faults.found().isEmpty() && inputs.isPresent()
                ? new Understood.Sound(settings, inputs.get(), hints)
                : new Understood.Faulty(faults.found());
    }

    private Listening listening() {
        Address http = faults.read("--http", given.http, new Address("127.0.0.1", 8080), Address::parse);
        Address manage = faults.read("--manage", given.manage, new Address("127.0.0.1", 8081), Address::parse);
        Address link = faults.read("--link", given.link, new Address("127.0.0.1", 8082), Address::parse);
        Optional<String> url = faults.optional("--link-url", given.linkUrl, SettingsReader::httpUrl);
        return new Listening(http, manage, link, url, tls());
    }

    private Optional<Tls> tls() {
        if (given.tlsCert == null && given.tlsKey == null) {
            return Optional.empty();
        }
        if (given.tlsCert == null || given.tlsKey == null) {
            faults.add("--tls-cert", "certificate and key come together: --tls-cert and --tls-key");
            return Optional.empty();
        }
        Path key = Path.of(given.tlsKey);
        return faults.optional("--tls-cert", given.tlsCert, file -> Tls.read(Path.of(file), key));
    }

    private Limits limits() {
        return new Limits(
                faults.number("--queue-limit", given.queueLimit, 10_000, 1, 100_000_000),
                faults.number("--stream-limit", given.streamLimit, 10_000, 1, 1_000_000),
                faults.number("--launch-concurrency", given.launchConcurrency, 16, 1, 1_000),
                faults.number("--pool-refill", given.poolRefill, Limits.STANDARD.refill(), 0, 1_000));
    }

    private Times times() {
        Duration second = Duration.ofSeconds(1);
        return new Times(
                faults.duration("--lost-after", given.lostAfter, Times.STANDARD.lostAfter(), LOST_AT_LEAST),
                faults.duration("--history", given.history, Times.STANDARD.history(), second),
                faults.duration("--record-ttl", given.recordTtl, Times.STANDARD.recordTtl(), second),
                faults.duration("--body-timeout", given.bodyTimeout, Times.STANDARD.bodyTimeout(), second));
    }

    private Trust trust(Auth auth) {
        return new Trust(
                auth == Auth.KEYS,
                faults.list("--trusted-proxies", given.trustedProxies, Proxies.Block::parse),
                new HashSet<>(faults.list("--origins", given.origins, SettingsReader::origin)),
                faults.optional("--ticket-issuer", given.ticketIssuer, issuer -> {
                    Adapters.ticketChecks(Optional.of(issuer), Set::of, Ticker.system());
                    return issuer;
                }));
    }

    /** What was given for something that the queue, the broker or the launcher does not have. */
    private List<String> hints(Backing backing) {
        faults.word("--log", given.log, Log.JSON, Log.class);
        List<String> hints = new ArrayList<>();
        hint(
                hints,
                "--durability",
                given.durability,
                backing.queue().url().equals(MEMORY),
                "memory: dies with its process");
        hint(
                hints,
                "--queue-password-file",
                given.queuePasswordFile,
                backing.queue().url().equals(MEMORY),
                "memory: has none");
        hint(hints, "--queue-prefix", given.queuePrefix, backing.queue().url().equals(MEMORY), "memory: has no keys");
        hint(hints, "--topics", given.topics, backing.events().url().equals(MEMORY), "memory: has no topics");
        hint(hints, "--ticket-issuer", given.ticketIssuer, backing.launcher().equals("none"), "there is no launcher");
        return hints;
    }

    private static void hint(List<String> hints, String name, @Nullable String value, boolean idle, String why) {
        if (value != null && idle) {
            hints.add(name + " changes nothing: " + why);
        }
    }

    private Optional<Inputs> inputs(Auth auth, Backing backing) {
        Optional<WatchedFile<BotsFile>> bots = watched("--bots", given.bots, ETC + "bots.yaml", BotsFile::parse);
        Optional<SealKeys> seal = sealKeys(backing);
        if (auth == Auth.NONE) {
            return bots.flatMap(file -> seal.map(keys -> Inputs.of(file, keys)));
        }
        Optional<WatchedFile<KeysFile>> keys = watched("--keys", given.keys, ETC + "keys.yaml", KeysFile::parse);
        return bots.flatMap(file -> keys.flatMap(listed -> seal.map(sealing -> Inputs.of(file, listed, sealing))));
    }

    private Optional<SealKeys> sealKeys(Backing backing) {
        if (given.sealKey == null && backing.queue().url().equals(MEMORY)) {
            return Optional.of(SealKeys.random());
        }
        if (given.sealKey == null) {
            faults.add("--seal-key", "is needed unless the queue is memory: (openssl rand -base64 32 makes a key)");
            return Optional.empty();
        }
        return opened("--seal-key", given.sealKey, SealKeyFile::read);
    }

    private <T> Optional<WatchedFile<T>> watched(
            String setting,
            @Nullable String path,
            String otherwise,
            java.util.function.BiFunction<String, String, T> parser) {
        return opened(setting, path == null ? otherwise : path, file -> WatchedFile.open(file, parser));
    }

    private <T> Optional<T> opened(String setting, String path, java.util.function.Function<Path, T> opening) {
        try {
            return Optional.of(opening.apply(Path.of(path)));
        } catch (FaultyFile faulty) {
            faults.add(setting, String.valueOf(faulty.getMessage()));
            return Optional.empty();
        }
    }

    private static String httpUrl(String text) {
        try {
            URI url = URI.create(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getQuery() == null && url.getUserInfo() == null) {
                return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            }
        } catch (IllegalArgumentException _) {
            // Told below, without the text: there may be a password in it.
        }
        throw new IllegalArgumentException("a URL is expected, for example http://control:8082");
    }

    private static String origin(String text) {
        try {
            URI url = URI.create(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getRawPath().isEmpty() && url.getRawQuery() == null) {
                return text;
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw new IllegalArgumentException("origins are expected as browsers send them: https://host[:port]");
    }
}
