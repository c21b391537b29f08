package dev.botrunner.run;

/** What a runner's process leaves with: the only place that knows the numbers of the contract. */
public record ExitCode(int number) {

    /** Done, or there was no work. */
    public static final ExitCode DONE = new ExitCode(0);

    /** A crash without a number of its own. */
    public static final ExitCode CRASHED = new ExitCode(1);

    /** Another attempt may go better. */
    public static final ExitCode TRY_AGAIN = new ExitCode(10);

    /** No attempt will go better: something that it was given is wrong. */
    public static final ExitCode WRONG_CONFIGURATION = new ExitCode(20);

    /** Another runner has the session, or it has ended elsewhere. */
    public static final ExitCode SUPERSEDED = new ExitCode(30);

    /** It left cleanly because it was told to by SIGTERM. */
    public static final ExitCode TERMINATED = new ExitCode(143);

    /** Of a program that ran as a bot. A bot cannot say {@link #SUPERSEDED}: that word is the runner's. */
    public static ExitCode ofBot(int code) {
        return code == SUPERSEDED.number || code < 0 || code > 255 ? CRASHED : new ExitCode(code);
    }
}
