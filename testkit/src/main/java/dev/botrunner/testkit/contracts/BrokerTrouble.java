package dev.botrunner.testkit.contracts;

/** What can be done to the broker under test. */
public interface BrokerTrouble {

    /** All connections break; new ones are taken at once. */
    void cut();

    /** It stands still. */
    void freeze();

    void thaw();

    /** It dies, and comes back without anything that it had. */
    void forget();

    /** It lets go of a session's oldest events, and of its oldest in all. Never called where nothing is kept. */
    void trim();
}
