package dev.botrunner.stream;

/** Who writes what waits for a client. Must come back at once. */
@FunctionalInterface
interface Hands {

    void pump(Outflow outflow);
}
