package dev.botrunner.session;

/** What {@link Lifecycle} says to a report: a step to write, nothing to write, or that the reporter is wrong. */
public sealed interface Verdict permits Step, Verdict.Unchanged, Verdict.Refused {

    /** The same, of a claim that answers this request for work. */
    default Verdict answering(RequestId asked) {
        return this;
    }

    /** The record says this already, or the report does not matter any more; the reporter is right to go on. */
    record Unchanged(SessionHead head) implements Verdict {}

    record Refused(Why why) implements Verdict {}

    enum Why {
        /** No such record. */
        UNKNOWN,
        /** Another instance, attempt or claim acts for the session. */
        SUPERSEDED,
        /** The session is over. */
        ENDED,
        /** The session is ending or over: it takes no more messages, and its bot does not enter the room any more. */
        NOT_RUNNING,
        MAILBOX_FULL
    }
}
