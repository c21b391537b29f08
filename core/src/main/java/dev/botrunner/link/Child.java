package dev.botrunner.link;

import dev.botrunner.session.SessionId;

/** A process that a worker has started for a claim. */
public record Child(SessionId session, int attempt, long claim) {}
