package dev.botrunner.testkit.faults;

/**
 * What goes wrong around a call. Calls are named by port and method: {@code queue.next}, {@code ledger.write}, {@code
 * outbox.published}, {@code leases.acquire}, {@code lease.renew}.
 */
public interface Faults {

    /** Nothing goes wrong. */
    Faults NONE = new Faults() {
        @Override
        public void before(String call) {}

        @Override
        public void after(String call) {}
    };

    /** What it throws, the caller gets: nothing was done. */
    void before(String call);

    /** What it throws, the caller gets instead of the answer: it was done. */
    void after(String call);
}
