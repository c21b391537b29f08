package dev.botrunner.control;

import dev.botrunner.control.http.Address;
import dev.botrunner.control.http.Door;
import dev.botrunner.control.http.Doors;
import dev.botrunner.control.http.Entrance;
import dev.botrunner.control.http.Gate;
import dev.botrunner.control.http.Origins;
import dev.botrunner.control.measure.Meters;
import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.loop.Health;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what a control server stands on. Where that does not answer yet, as while a cluster is being set up, it is waited
 * for; the management port says meanwhile that we live, and are not ready. What waiting does not mend is told at once.
 *
 * @param backend opens it, or throws
 * @param pause between one try and the next
 * @param waiting is told where the management port is, once it is waited
 */
record Opening(
        ControlSettings settings, Supplier<Backend> backend, Ticker ticker, Duration pause, Consumer<Address> waiting) {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final Duration TOLD_EVERY = Duration.ofSeconds(10);

    Opening(ControlSettings settings, Supplier<Backend> backend, Ticker ticker) {
        this(settings, backend, ticker, Duration.ofSeconds(1), _ -> {});
    }

    /** @throws DependencyException it is not fit, or did not answer for five minutes */
    Backend open() {
        try {
            return backend.get();
        } catch (DependencyException away) {
            if (!mayCome(away)) {
                throw away;
            }
            return awaited(away);
        }
    }

    private static boolean mayCome(DependencyException away) {
        return away.failure().code().isRetryable();
    }

    private Backend awaited(DependencyException away) {
        var latest = new AtomicReference<>(away);
        var health = new Health();
        health.add("start", () -> new Health.Status.Down(latest.get().failure().detail()));
        try (Doors doors = doors(health)) {
            doors.open();
            waiting.accept(doors.address(ControlServer.MANAGE));
            return again(latest);
        }
    }

    private Backend again(AtomicReference<DependencyException> latest) {
        long began = ticker.nanos();
        Optional<Long> told = Optional.empty();
        while (ticker.since(began).compareTo(MOST) < 0 && pauses()) {
            if (told.filter(at -> ticker.since(at).compareTo(TOLD_EVERY) < 0).isEmpty()) {
                tell(latest.get());
                told = Optional.of(ticker.nanos());
            }
            try {
                return backend.get();
            } catch (DependencyException away) {
                if (!mayCome(away)) {
                    throw away;
                }
                latest.set(away);
            }
        }
        throw latest.get();
    }

    private static void tell(DependencyException away) {
        LOG.atWarn()
                .addKeyValue("failure", away.failure().detail())
                .log("The control server waits for what it stands on; it is not ready");
    }

    /** False: we are told to leave. */
    private boolean pauses() {
        try {
            return !new Semaphore(0).tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Doors doors(Health health) {
        var meters = new Meters();
        var management = new ManagementRoutes(() -> false, health, meters, () -> {});
        var entrance = new Entrance(
                management.endpoints(),
                Gate.OPEN,
                Origins.NONE,
                meters,
                settings.times().bodyTimeout());
        var door = new Door(ControlServer.MANAGE, settings.listening().manage(), entrance);
        return new Doors(List.of(door), Optional.empty());
    }
}
