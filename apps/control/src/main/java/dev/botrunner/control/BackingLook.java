package dev.botrunner.control;

import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.loop.Health;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import java.util.Map;

/** Opens what a control server with these settings would stand on, as it would, and says how each of it is. */
public final class BackingLook {

    private BackingLook() {}

    /** By name: the queue (strict: with its replicas) and the events; or that they cannot be opened, and why. */
    public static Map<String, Health.Status> now(ControlSettings settings, Inputs inputs) {
        try (Backend backend = Backend.open(settings, inputs, Ticker.system())) {
            return backend.now();
        } catch (DependencyException failed) {
            return Map.of("queue", new Health.Status.Down(failed.failure().detail()));
        } catch (IllegalArgumentException unknown) {
            return Map.of("queue", new Health.Status.Down(String.valueOf(unknown.getMessage())));
        }
    }
}
