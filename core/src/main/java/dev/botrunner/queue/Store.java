package dev.botrunner.queue;

import dev.botrunner.loop.Health;

/**
 * The ports over one store.
 *
 * @param health whether the store answers, and is as durable as was asked for
 */
public record Store(
        LaunchQueue queue,
        SessionLedger ledger,
        Outbox outbox,
        Leases leases,
        StoreAudit audit,
        Health.Check health,
        Runnable closing)
        implements AutoCloseable {

    /** One whose health is whether its clock answers. */
    public Store(
            LaunchQueue queue, SessionLedger ledger, Outbox outbox, Leases leases, StoreAudit audit, Runnable closing) {
        this(
                queue,
                ledger,
                outbox,
                leases,
                audit,
                () -> {
                    ledger.time();
                    return Health.UP;
                },
                closing);
    }

    @Override
    public void close() {
        closing.run();
    }
}
