package dev.botrunner.duty.audit;

import dev.botrunner.session.SessionId;

/** A process that says that it acts for a session. */
public record RunningProcess(SessionId session, int attempt, long pid) {}
