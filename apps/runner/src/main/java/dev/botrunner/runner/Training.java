package dev.botrunner.runner;

import dev.botrunner.runner.image.JarKey;
import dev.botrunner.runner.link.HttpWay;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the AOT cache of a runner's image is made of: all that a runner may do for a session, with the bots that it has; a
 * session alone; and then one from its ticket to its end, exactly as a pod does it.
 */
public final class Training {

    private Training() {}

    public static void main(String[] words) throws InterruptedException, IOException {
        Map<String, String> environment = Environment.read();
        if (JarKey.of(JarKey.classPath()).isEmpty()) {
            throw new IllegalStateException("There are no jars to train with");
        }
        var way = new HttpWay(URI.create(environment.getOrDefault("BOTRUNNER_LINK_URL", "")));
        new WarmUp(way, new ChildMain.LazyShelf(environment)).run();
        alone(environment);
        RunnerMain.main(words);
    }

    /** The bot of this name comes from the bots file of the training, and is over at once. */
    private static void alone(Map<String, String> environment) throws InterruptedException {
        Map<String, String> own = new HashMap<>(environment);
        own.keySet().removeIf(name -> name.startsWith("BOTRUNNER_"));
        own.put("ROOM_URL", "https://training.invalid/");
        own.put("BOT_NAME", "brief");
        var bots = Optional.ofNullable(environment.get(ShelfSettings.BOTS)).map(Path::of);
        new EnvironmentRun(bots, Optional.empty(), System.err::println).run(own);
    }
}
