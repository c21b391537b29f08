package dev.botrunner.e2e.flow;

import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;

/** Three bots: one that workers pull, one that is launched, one that waiting pods claim. */
final class SimProfiles {

    private static final Profiles PROFILES =
            Profiles.of(Profile.named(World.PULLED), Profile.named(World.LAUNCHED), Profile.named(World.POOLED));

    private SimProfiles() {}

    static Profiles profiles() {
        return PROFILES;
    }
}
