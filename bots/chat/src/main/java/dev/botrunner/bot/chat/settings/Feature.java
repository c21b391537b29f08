package dev.botrunner.bot.chat.settings;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the bot can do, and can be told to leave: {@code supported_features} lists what it may; no list: all of it. */
public enum Feature {
    /** Greets those who come. */
    GREETING,
    /** Speaks when nobody has for a while. */
    IDLE,
    /** Shows that it is thinking. */
    TYPING,
    /** Says that time is running out. */
    WRAP_UP,
    /** Says good-bye when it leaves. */
    GOOD_BYE,
    /** Stops speaking when somebody else does. */
    INTERRUPTION,
    /** Lets the model use tools. */
    TOOLS;

    public static Set<Feature> all() {
        return EnumSet.allOf(Feature.class);
    }

    /** Those that a list names; names of others are for others. */
    public static Set<Feature> of(Collection<String> names) {
        if (names.isEmpty()) {
            return all();
        }
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (Feature feature : values()) {
            if (names.contains(feature.word())) {
                features.add(feature);
            }
        }
        return features;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
