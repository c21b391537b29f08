package dev.botrunner.queue.memory;

import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.Lease;
import dev.botrunner.queue.Leases;
import dev.botrunner.session.Instance;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The leases' port. An instance that asks again for what it holds gets it anew, and its older lease is lost. */
final class MemoryLeases implements Leases {

    private static final Duration LASTS = Duration.ofSeconds(6);

    private final StoreClock clock;
    private final ReentrantLock holdersLock = new ReentrantLock();
    private final Map<DutyName, Held> holders = new EnumMap<>(DutyName.class);

    MemoryLeases(StoreClock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Lease> acquire(DutyName duty, Instance me) {
        holdersLock.lock();
        try {
            Held holder = holders.get(duty);
            if (holder != null && holder.isGood() && !holder.instance.equals(me)) {
                return Optional.empty();
            }
            var held = new Held(duty, me);
            holders.put(duty, held);
            return Optional.of(held);
        } finally {
            holdersLock.unlock();
        }
    }

    void forget() {
        holdersLock.lock();
        try {
            holders.clear();
        } finally {
            holdersLock.unlock();
        }
    }

    private final class Held implements Lease {
        private final DutyName duty;
        private final Instance instance;
        private long until;

        private Held(DutyName duty, Instance instance) {
            this.duty = duty;
            this.instance = instance;
            this.until = clock.after(LASTS);
        }

        private boolean isGood() {
            return clock.nanos() < until;
        }

        private boolean isMine() {
            return holders.get(duty) == this && isGood();
        }

        @Override
        public boolean renew() {
            holdersLock.lock();
            try {
                if (!isMine()) {
                    return false;
                }
                until = clock.after(LASTS);
                return true;
            } finally {
                holdersLock.unlock();
            }
        }

        @Override
        public Duration left() {
            holdersLock.lock();
            try {
                return isMine() ? Duration.ofNanos(until - clock.nanos()) : Duration.ZERO;
            } finally {
                holdersLock.unlock();
            }
        }

        @Override
        public void release() {
            holdersLock.lock();
            try {
                holders.remove(duty, this);
                until = clock.nanos();
            } finally {
                holdersLock.unlock();
            }
        }
    }
}
