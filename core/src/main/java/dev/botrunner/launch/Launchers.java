package dev.botrunner.launch;

import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which launcher brings which bot to life. A launcher is opened once for each URL, when a profile first names it, and
 * stays open until the end, since its objects may outlive the profile. From any thread.
 */
public final class Launchers implements AutoCloseable {

    /** The URL of bots that workers pull: nothing is launched for them. */
    public static final String NONE = "none";

    private static final Logger LOG = LoggerFactory.getLogger(Launchers.class);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(10);

    private final List<LauncherProvider> providers;
    private final Supplier<Map<BotName, String>> profiles;
    private final String linkUrl;
    private final Function<BotName, ObjectShape> shapes;
    private final Ticker ticker;
    private final PoolBoard pools;

    /** Guards {@code opened} and the change of {@code view}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Launcher> opened = new HashMap<>();
    private volatile View view = new View(Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Long.MAX_VALUE);

    /** One reading of the profiles, made into answers. */
    private record View(
            Map<BotName, String> profiles,
            Map<BotName, Launcher> byBot,
            Map<BotName, Duration> takes,
            Map<BotName, PoolPods> pooled,
            List<Launcher> all,
            long staleAt) {}

    /**
     * @param profiles bot → launcher URL, or {@link #NONE}; asked at each call, so best the same immutable map until the profiles change
     * @param linkUrl how runners reach the link
     * @param shapes what the profiles say of each bot's objects; asked at each launch
     */
    public Launchers(
            Collection<LauncherProvider> providers,
            Supplier<Map<BotName, String>> profiles,
            String linkUrl,
            Function<BotName, ObjectShape> shapes,
            Ticker ticker) {
        this(providers, profiles, linkUrl, shapes, ticker, new PoolBoard(PoolMeter.NONE));
    }

    /** @param pools where it is said how the pools are */
    public Launchers(
            Collection<LauncherProvider> providers,
            Supplier<Map<BotName, String>> profiles,
            String linkUrl,
            Function<BotName, ObjectShape> shapes,
            Ticker ticker,
            PoolBoard pools) {
        this.providers = List.copyOf(providers);
        this.profiles = profiles;
        this.linkUrl = linkUrl;
        this.shapes = shapes;
        this.ticker = ticker;
        this.pools = pools;
    }

    /** The launcher of a bot; nothing when workers pull it, or its profile has gone. */
    public Optional<Launcher> of(BotName bot) {
        return Optional.ofNullable(view().byBot().get(bot));
    }

    /** The bots to take for, and how long a session of each must have waited: those with a pool are left to it at first. */
    public Map<BotName, Duration> takes() {
        View now = view();
        if (now.pooled().isEmpty()) {
            return now.takes();
        }
        var takes = new HashMap<>(now.takes());
        now.pooled()
                .keySet()
                .forEach(bot -> takes.put(bot, shapes.apply(bot).pool().fallbackAfter()));
        return takes;
    }

    /** The bots whose launcher keeps pods that wait. */
    public Map<BotName, Pooled> pooled() {
        var pooled = new HashMap<BotName, Pooled>();
        view().pooled()
                .forEach((bot, pods) ->
                        pooled.put(bot, new Pooled(pods, shapes.apply(bot).pool())));
        return pooled;
    }

    /** A bot's pool. */
    public record Pooled(PoolPods pods, PoolSize.Terms terms) {}

    PoolBoard pools() {
        return pools;
    }

    boolean isPooled(BotName bot) {
        return view().pooled().containsKey(bot);
    }

    /**
     * Whether no profile asks for pods of this bot in that place. Of a launcher that could not be opened it is not known
     * where it keeps them.
     */
    boolean hasNoPool(BotName bot, String place) {
        View now = view();
        String url = now.profiles().getOrDefault(bot, NONE);
        PoolPods kept = now.pooled().get(bot);
        boolean unknown = !url.equals(NONE) && !now.byBot().containsKey(bot);
        return !unknown && (kept == null || !kept.place().equals(place));
    }

    /** Whether pods that have claimed may be there. */
    boolean keepPods() {
        return !view().pooled().isEmpty();
    }

    /** All that are open. */
    public List<Launcher> all() {
        return view().all();
    }

    /** @throws IllegalArgumentException no provider opens such a URL; the message lists those there are */
    public static LauncherProvider provider(Collection<LauncherProvider> providers, String url) {
        String scheme = scheme(url);
        return providers.stream()
                .filter(provider -> provider.schemes().contains(scheme))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No launcher for scheme '" + scheme + "'. Known: "
                        + known(providers) + ". Is the jar of its adapter on the class path?"));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            opened.values().forEach(Launcher::close);
            opened.clear();
            view = new View(Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Long.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    private View view() {
        View now = view;
        Map<BotName, String> wanted = profiles.get();
        return wanted.equals(now.profiles()) && ticker.nanos() - now.staleAt() < 0 ? now : renewed(wanted);
    }

    private View renewed(Map<BotName, String> wanted) {
        lock.lock();
        try {
            var byBot = new HashMap<BotName, Launcher>();
            var takes = new HashMap<BotName, Duration>();
            var pooled = new HashMap<BotName, PoolPods>();
            boolean whole = true;
            for (var profile : wanted.entrySet()) {
                if (profile.getValue().equals(NONE)) {
                    continue;
                }
                Optional<Launcher> launcher = open(profile.getValue());
                launcher.ifPresent(found -> {
                    byBot.put(profile.getKey(), found);
                    takes.put(profile.getKey(), Duration.ZERO);
                    found.waiting().ifPresent(pods -> pooled.put(profile.getKey(), pods));
                });
                whole &= launcher.isPresent();
            }
            long staleAt = ticker.nanos() + (whole ? Long.MAX_VALUE / 2 : TRIED_AGAIN_AFTER.toNanos());
            view = new View(
                    wanted,
                    Map.copyOf(byBot),
                    Map.copyOf(takes),
                    Map.copyOf(pooled),
                    List.copyOf(opened.values()),
                    staleAt);
            return view;
        } finally {
            lock.unlock();
        }
    }

    /** One launcher that cannot be opened must not keep the bots of others waiting. */
    private Optional<Launcher> open(String url) {
        Launcher known = opened.get(url);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            Launcher launcher =
                    provider(providers, url).open(new LauncherProvider.Options(url, linkUrl, shapes, ticker));
            opened.put(url, launcher);
            return Optional.of(launcher);
        } catch (DependencyException | IllegalArgumentException e) {
            LOG.atWarn()
                    .setMessage("A launcher could not be opened; its bots wait")
                    .addKeyValue("launcher", scheme(url))
                    .addKeyValue("failure", e.getMessage())
                    .log();
            return Optional.empty();
        }
    }

    private static String scheme(String url) {
        int colon = url.indexOf(':');
        return colon < 0 ? url : url.substring(0, colon);
    }

    private static String known(Collection<LauncherProvider> providers) {
        var schemes = new TreeSet<String>();
        schemes.add(NONE);
        providers.forEach(provider -> schemes.addAll(provider.schemes()));
        return String.join(", ", schemes);
    }
}
