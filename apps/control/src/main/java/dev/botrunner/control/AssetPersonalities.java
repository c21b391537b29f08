package dev.botrunner.control;

import dev.botrunner.assets.AssetSources;
import dev.botrunner.join.Personalities;
import dev.botrunner.join.Profile;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Persona;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for personalities in the asset sources of a bot's profile, as far as this machine has them: a directory that is
 * not here may be where the runners are, so that only they can tell.
 */
final class AssetPersonalities implements Personalities {

    private static final Logger LOG = LoggerFactory.getLogger(AssetPersonalities.class);
    private static final String FILES = "files:";

    /** Those of the runner's process, never ours. */
    private static final String VARIABLES = "env:";

    /** Opened once for each list of URLs; nothing where one cannot be opened here. */
    private final Map<List<String>, Optional<AssetSources>> opened = new ConcurrentHashMap<>();

    @Override
    public Lookup find(Profile profile, Persona persona) throws InterruptedException {
        List<String> all = profile.supply().assets();
        List<String> here = all.stream().filter(AssetPersonalities::isHere).toList();
        Optional<AssetSources> sources = here.isEmpty() ? Optional.empty() : sources(here);
        Lookup found = Personalities.from(_ -> sources.map(known -> known)).find(profile, persona);
        boolean mayBeElsewhere = here.size() < all.size();
        return found instanceof Lookup.Unknown && mayBeElsewhere ? new Lookup.NotHere() : found;
    }

    private Optional<AssetSources> sources(List<String> urls) {
        return opened.computeIfAbsent(urls, some -> {
            try {
                return Optional.of(AssetSources.open(some));
            } catch (DependencyException failed) {
                LOG.atWarn()
                        .addKeyValue("failure", failed.failure().detail())
                        .log("Assets cannot be read here; personalities are left to the runners");
                return Optional.empty();
            }
        });
    }

    private static boolean isHere(String url) {
        if (url.startsWith(FILES)) {
            return Files.isDirectory(Path.of(url.substring(FILES.length())));
        }
        return !url.startsWith(VARIABLES);
    }
}
