package dev.botrunner.cli.stream;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits before something is tried again. */
@FunctionalInterface
public interface Pause {

    void pause(Duration duration) throws InterruptedException;

    /** By the clock. */
    static Pause real() {
        var never = new Semaphore(0);
        return duration -> {
            if (never.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Nobody gives permits to a pause");
            }
        };
    }
}
