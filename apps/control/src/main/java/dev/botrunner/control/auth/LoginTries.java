package dev.botrunner.control.auth;

import dev.botrunner.loop.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Failed logins by address: five in a minute, then a wait. A try counts from its beginning, so that many at once are no
 * more than five; one that succeeds is given back. At most 10,000 addresses are remembered; the oldest go.
 */
public final class LoginTries {

    private static final int MOST = 5;
    private static final int ADDRESSES = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private record Failed(long since, int count) {}

    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Failed> failed = new LinkedHashMap<>();

    public LoginTries(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Begins a try; or says how long this address has to wait, where it has. */
    Optional<Duration> begin(String address) {
        lock.lock();
        try {
            Optional<Failed> row = row(address);
            if (row.isPresent() && row.get().count >= MOST) {
                return Optional.of(WINDOW.minus(ticker.since(row.get().since)));
            }
            put(address, new Failed(row.map(Failed::since).orElseGet(ticker::nanos), count(row) + 1));
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The try that was begun was none that failed. */
    void succeeded(String address) {
        lock.lock();
        try {
            Optional<Failed> row = row(address);
            if (row.isPresent() && row.get().count > 1) {
                put(address, new Failed(row.get().since, row.get().count - 1));
            } else {
                failed.remove(address);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What still counts. */
    private Optional<Failed> row(String address) {
        return Optional.ofNullable(failed.get(address))
                .filter(row -> ticker.since(row.since).compareTo(WINDOW) < 0);
    }

    private static int count(Optional<Failed> row) {
        return row.map(Failed::count).orElse(0);
    }

    private void put(String address, Failed row) {
        failed.remove(address);
        failed.put(address, row);
        if (failed.size() > ADDRESSES) {
            failed.remove(failed.keySet().iterator().next());
        }
    }
}
