package dev.botrunner.launch;

import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;

/** One object that a launcher made. The uid names it for ever; a name may come again. */
public sealed interface LaunchRef {

    String uid();

    record ForSession(SessionId session, int attempt, String uid) implements LaunchRef {}

    /** Of a pool: it waits for a session, or has claimed one, which the ledger knows. */
    record Waiting(BotName bot, String uid) implements LaunchRef {}
}
