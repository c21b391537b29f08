package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.Lease;
import dev.botrunner.queue.Leases;
import dev.botrunner.session.Instance;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One holder for each duty, for as long as it says that it is there. */
@SuppressWarnings("NullAway.Init")
public abstract class LeasesContract extends StoreContract {

    private static final Instance ONE = new Instance("control-1");
    private static final Instance OTHER = new Instance("control-2");

    private Leases leases;

    @BeforeEach
    void openLeases() {
        leases = fixture.store().leases();
    }

    @Test
    void aDutyHasOneHolder() {
        assertThat(leases.acquire(DutyName.OUTBOX, ONE)).isPresent();
        assertThat(leases.acquire(DutyName.OUTBOX, OTHER)).isEmpty();
        assertThat(leases.acquire(DutyName.DEADLINES, OTHER)).isPresent();
    }

    @Test
    void aLeaseLapsesAfterSixSeconds() {
        Lease lease = acquire(ONE);
        assertThat(lease.left()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(6));
        fixture.advance(Duration.ofSeconds(7));
        assertThat(lease.left()).isZero();
        assertThat(lease.renew()).isFalse();
        assertThat(leases.acquire(DutyName.OUTBOX, OTHER)).isPresent();
        assertThat(lease.renew()).isFalse();
    }

    @Test
    void renewingKeepsIt() {
        Lease lease = acquire(ONE);
        fixture.advance(Duration.ofSeconds(4));
        assertThat(lease.renew()).isTrue();
        fixture.advance(Duration.ofSeconds(4));
        assertThat(lease.left()).isPositive();
        assertThat(leases.acquire(DutyName.OUTBOX, OTHER)).isEmpty();
    }

    @Test
    void aReleasedDutyIsFreeAtOnce() {
        Lease lease = acquire(ONE);
        lease.release();
        lease.release();
        assertThat(lease.left()).isZero();
        assertThat(lease.renew()).isFalse();
        Lease second = acquire(OTHER);
        lease.release();
        assertThat(second.renew()).isTrue();
    }

    @Test
    void whoAsksAgainGetsItAnewAndTheOlderOneIsLost() {
        Lease older = acquire(ONE);
        Lease newer = acquire(ONE);
        assertThat(older.renew()).isFalse();
        assertThat(older.left()).isZero();
        assertThat(newer.renew()).isTrue();
        older.release();
        assertThat(leases.acquire(DutyName.OUTBOX, OTHER)).isEmpty();
    }

    @Test
    void leasesAreLostWithTheStore() {
        Lease lease = acquire(ONE);
        fixture.forget();
        assertThat(lease.renew()).isFalse();
        assertThat(lease.left()).isZero();
        assertThat(leases.acquire(DutyName.OUTBOX, OTHER)).isPresent();
    }

    private Lease acquire(Instance instance) {
        return leases.acquire(DutyName.OUTBOX, instance).orElseThrow();
    }
}
