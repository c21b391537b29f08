package dev.botrunner.testkit.faults;

import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.Lease;
import dev.botrunner.queue.Leases;
import dev.botrunner.session.Instance;
import java.time.Duration;
import java.util.Optional;

record FaultyLeases(Leases leases, FaultyStore.Calls calls) implements Leases {

    @Override
    public Optional<Lease> acquire(DutyName duty, Instance me) {
        return calls.call("leases.acquire", () -> leases.acquire(duty, me)).map(lease -> new FaultyLease(lease, calls));
    }

    private record FaultyLease(Lease lease, FaultyStore.Calls calls) implements Lease {

        @Override
        public boolean renew() {
            return calls.call("lease.renew", lease::renew);
        }

        @Override
        public Duration left() {
            return lease.left();
        }

        @Override
        public void release() {
            calls.call("lease.release", () -> {
                lease.release();
                return lease;
            });
        }
    }
}
