package dev.botrunner.join;

import dev.botrunner.queue.Caps;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Terms;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the control server has to know of a bot. Which program the bot is stands elsewhere, with those who start it.
 *
 * @param rooms the URL schemes that its rooms may have, in lower case
 * @param terms what a join gets that does not ask for less
 * @param limits how many sessions it may have at once
 */
public record Profile(
        BotName bot, Set<String> rooms, Terms terms, Supply supply, Caps.Bot limits, Launching launching) {

    /** The schemes where a profile names none. */
    public static final Set<String> DEFAULT_ROOMS = Set.of("https", "http", "wss", "ws");

    /** The terms where a profile names none. */
    public static final Terms DEFAULT_TERMS =
            new Terms(3, Duration.ofSeconds(60), Duration.ofHours(2), Duration.ofSeconds(20), OnCrash.END);

    public Profile {
        rooms = Set.copyOf(rooms);
    }

    /** A bot of which nothing is said but its name. */
    public static Profile named(BotName bot) {
        return new Profile(bot, DEFAULT_ROOMS, DEFAULT_TERMS, Supply.NONE, Caps.Bot.UNLIMITED, Launching.DEFAULT);
    }

    /**
     * How its processes are brought to life elsewhere.
     *
     * @param launcher absent: that of {@code --launcher}
     * @param inject the image whose runner is put into the pods of {@code image}; absent: the image has its own
     * @param pod a fragment of a pod template, as it was written
     */
    public record Launching(
            Optional<String> launcher,
            Optional<String> image,
            Optional<String> inject,
            Deliver deliver,
            Optional<Pool> pool,
            Json.Obj pod) {

        public static final Launching DEFAULT = new Launching(
                Optional.empty(), Optional.empty(), Optional.empty(), Deliver.REDEEM, Optional.empty(), Json.Obj.EMPTY);
    }

    /** Where the configuration of a launched object stands. Secrets never stand in an object. */
    public enum Deliver {
        /** In the redeem answer only. */
        REDEEM,
        /** What is not secret also in the environment of the container. */
        ENV;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    /**
     * Waiting pods.
     *
     * @param idle how many wait
     * @param max how many there are at most, busy ones included
     * @param fallbackAfter how long a session waits for one before an object is made for it
     */
    public record Pool(int idle, int max, Duration fallbackAfter) {}
}
