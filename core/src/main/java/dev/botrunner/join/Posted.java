package dev.botrunner.join;

/** What became of a message for a bot. */
public sealed interface Posted {

    record Accepted(String messageId) implements Posted {}

    record NotFound() implements Posted {}

    /** The session is ending or has ended. */
    record NotRunning() implements Posted {}

    /** The bot has not yet taken what was said before. */
    record MailboxFull() implements Posted {}
}
