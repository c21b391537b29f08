package dev.botrunner.e2e.flow;

import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;

/** Two bots: one that workers pull, one that is launched. */
final class SimProfiles {

    private static final Profiles PROFILES = Profiles.of(Profile.named(World.PULLED), Profile.named(World.LAUNCHED));

    private SimProfiles() {}

    static Profiles profiles() {
        return PROFILES;
    }
}
