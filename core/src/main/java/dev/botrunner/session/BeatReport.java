package dev.botrunner.session;

import java.util.Optional;

/**
 * What a runner knows, whole, each time it says anything.
 *
 * @param taken the id of the last message it has received
 * @param joined whether it has been told that it may enter the room, or stands in it
 * @param assetsReady {@code cold} or {@code warm}, once its assets are loaded
 */
public record BeatReport(Optional<String> taken, boolean joined, Optional<String> assetsReady) {

    public static final BeatReport NOTHING_NEW = new BeatReport(Optional.empty(), false, Optional.empty());
}
