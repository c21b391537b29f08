package dev.botrunner.cli.dev;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** How {@code dev} is stopped: the first signal asks, the second one insists. */
final class DevStop {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicReference<String> first = new AtomicReference<>("");
    private final Runnable insist;

    /** @param insist done at the second signal, and at each one after it */
    DevStop(Runnable insist) {
        this.insist = insist;
    }

    /** A signal has come; from any thread. */
    void signal(String name) {
        if (first.compareAndSet("", name)) {
            asked.countDown();
        } else {
            insist.run();
        }
    }

    void awaitAsked() throws InterruptedException {
        asked.await();
    }

    /** What a process leaves with that such a signal has ended: 128 and its number. */
    int exitCode() {
        return first.get().equals("INT") ? 130 : 143;
    }
}
