package dev.botrunner.testkit;

import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.LauncherProvider;
import java.util.Set;

/** Opens {@code twin:}, which ends each session at once, and {@code twin:keep}, whose objects stay until stopped. */
public final class TwinLauncherProvider implements LauncherProvider {

    @Override
    public Set<String> schemes() {
        return Set.of("twin");
    }

    @Override
    public Launcher open(Options options) {
        return switch (options.url()) {
            case "twin:" -> TwinLauncher.endsAtOnce();
            case "twin:keep" -> TwinLauncher.keeps();
            default ->
                throw new IllegalArgumentException("No twin launcher '" + options.url()
                        + "'. Known: 'twin:' (ends each session at once), 'twin:keep'");
        };
    }
}
