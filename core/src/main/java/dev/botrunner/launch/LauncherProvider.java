package dev.botrunner.launch;

import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import java.util.Set;
import java.util.function.Function;

/** Opens launchers of some URL schemes. Found by {@link java.util.ServiceLoader}. */
public interface LauncherProvider {

    Set<String> schemes();

    /**
     * Looks at a setting before anything is opened.
     *
     * @throws IllegalArgumentException there is no launcher of that URL; the message says what was expected
     */
    default void check(String url) {}

    /** @throws dev.botrunner.session.DependencyException it cannot be reached, or is not fit */
    Launcher open(Options options);

    /**
     * @param url as set by {@code --launcher} or a profile
     * @param linkUrl how runners reach the link
     * @param shapes what the profiles say now of each bot's objects
     */
    record Options(String url, String linkUrl, Function<BotName, ObjectShape> shapes, Ticker ticker) {}
}
