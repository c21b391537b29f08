package dev.botrunner.cli.rooms;

import dev.botrunner.run.RoomServerProvider;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the demo rooms among the jars on the class path. */
public final class RoomServers {

    private RoomServers() {}

    public static Optional<RoomServerProvider> found() {
        return ServiceLoader.load(RoomServerProvider.class).findFirst();
    }
}
