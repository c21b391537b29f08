package dev.botrunner.duty.audit;

/**
 * An invariant that does not hold.
 *
 * @param subject a session, an index, a process
 * @param what how it is, and how it should be
 */
public record Breach(Invariant invariant, String subject, String what) {}
