package dev.botrunner.kubernetes;

/** A call to the cluster that failed since its thread was interrupted is no failure of the cluster. */
final class Interrupts {

    private Interrupts() {}

    static void check() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Stopped while a cluster was asked");
        }
    }
}
