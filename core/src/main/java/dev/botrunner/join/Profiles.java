package dev.botrunner.join;

import dev.botrunner.session.BotName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All profiles as they are at one moment. Whoever decides by them takes them once and stays with what it took. */
public final class Profiles {

    private final Map<BotName, Profile> byName;
    private final Optional<BotName> named;
    private final Set<String> schemes;

    private Profiles(Map<BotName, Profile> byName, Optional<BotName> named) {
        this.byName = byName;
        this.named = named;
        this.schemes = schemes(byName.values());
    }

    /** Profiles in the order given; {@code named} is the one that a join gets that names none. */
    public static Profiles of(Optional<BotName> named, Collection<Profile> profiles) {
        Map<BotName, Profile> byName = new LinkedHashMap<>();
        for (Profile profile : profiles) {
            if (byName.put(profile.bot(), profile) != null) {
                throw new IllegalArgumentException("There are two profiles of bot " + profile.bot());
            }
        }
        if (named.isPresent() && !byName.containsKey(named.get())) {
            throw new IllegalArgumentException("The default bot " + named.get() + " has no profile");
        }
        return new Profiles(byName, named);
    }

    /** Without a default by name. */
    public static Profiles of(Profile... profiles) {
        return of(Optional.empty(), List.of(profiles));
    }

    public Optional<Profile> find(BotName bot) {
        return Optional.ofNullable(byName.get(bot));
    }

    /** The profile for a join that names no bot: the one named as default, else the only one there is. */
    public Optional<Profile> fallback() {
        if (named.isPresent()) {
            return find(named.get());
        }
        return byName.size() == 1 ? byName.values().stream().findFirst() : Optional.empty();
    }

    public List<Profile> all() {
        return List.copyOf(byName.values());
    }

    /** These and others; of two with one name the other stands, and a default that the others name wins. */
    public Profiles with(Profiles others) {
        Map<BotName, Profile> both = new LinkedHashMap<>(byName);
        both.putAll(others.byName);
        return new Profiles(both, others.named.or(() -> named));
    }

    /** Those of these bots; a default that is not among them is none. */
    public Profiles among(Set<BotName> bots) {
        List<Profile> kept =
                byName.values().stream().filter(it -> bots.contains(it.bot())).toList();
        return of(named.filter(bots::contains), kept);
    }

    /** Every URL scheme that some profile takes. */
    Set<String> schemes() {
        return schemes;
    }

    private static Set<String> schemes(Collection<Profile> profiles) {
        Set<String> schemes = new LinkedHashSet<>();
        profiles.forEach(profile -> schemes.addAll(profile.rooms()));
        return Set.copyOf(schemes);
    }
}
