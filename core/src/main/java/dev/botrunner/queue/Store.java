package dev.botrunner.queue;

/** The four ports over one store. */
public record Store(LaunchQueue queue, SessionLedger ledger, Outbox outbox, Leases leases, Runnable closing)
        implements AutoCloseable {

    @Override
    public void close() {
        closing.run();
    }
}
