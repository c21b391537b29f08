package dev.botrunner.control.auth;

import dev.botrunner.loop.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Failed logins by address: five in a minute, then a wait. At most 10,000 addresses are remembered; the oldest go. */
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

    /** How long this address has to wait, where it has. */
    Optional<Duration> mustWait(String address) {
        lock.lock();
        try {
            Failed row = failed.get(address);
            if (row == null) {
                return Optional.empty();
            }
            Duration left = WINDOW.minus(ticker.since(row.since));
            if (!left.isPositive()) {
                failed.remove(address);
                return Optional.empty();
            }
            return row.count < MOST ? Optional.empty() : Optional.of(left);
        } finally {
            lock.unlock();
        }
    }

    void failed(String address) {
        lock.lock();
        try {
            Failed row = failed.remove(address);
            boolean goesOn = row != null && ticker.since(row.since).compareTo(WINDOW) < 0;
            failed.put(
                    address,
                    goesOn && row != null ? new Failed(row.since, row.count + 1) : new Failed(ticker.nanos(), 1));
            if (failed.size() > ADDRESSES) {
                failed.remove(failed.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }
}
