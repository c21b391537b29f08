package dev.botrunner.session;

/** The exit codes of a runner that the life cycle reads; {@code run.ExitCode} is what a runner leaves with. */
final class ExitCodes {

    static final int DONE = 0;
    static final int WRONG_CONFIGURATION = 20;
    static final int SUPERSEDED = 30;
    static final int TERMINATED = 143;

    private ExitCodes() {}
}
