package dev.botrunner.e2e.flow;

/** A process has died in the middle of a call. Not an exception, so that nobody who catches those goes on. */
final class Halt extends Error {

    private static final long serialVersionUID = 1L;

    Halt(String where) {
        super(where, null, false, false);
    }
}
