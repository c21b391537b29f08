package dev.botrunner.session;

/** Who reports about a running session: one instance at one attempt. */
public record Reporter(int attempt, Instance instance) {}
