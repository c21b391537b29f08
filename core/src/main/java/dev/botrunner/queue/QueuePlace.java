package dev.botrunner.queue;

import java.time.Duration;
import java.util.Optional;

/**
 * @param position from 1, in the line of its tenant and bot
 * @param eta when its turn may come; absent until a release rate was measured
 */
public record QueuePlace(int position, Optional<Eta> eta) {

    public record Eta(Duration earliest, Duration latest) {}
}
