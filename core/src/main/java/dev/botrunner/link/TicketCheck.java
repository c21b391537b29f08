package dev.botrunner.link;

import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;

/** Says what a bearer proves. Never throws on bad input and tells nothing about why it is bad. */
public interface TicketCheck {

    Proof verify(String bearer);

    sealed interface Proof {

        /** @param claim 0 for what a launcher made */
        record ForSession(SessionId session, int attempt, long claim) implements Proof {}

        /**
         * The pod of an object that a launcher made.
         *
         * @param bot as its service account says; the session must be one of that bot
         * @param uid of the pod
         */
        record ForLaunched(BotName bot, SessionId session, int attempt, String uid) implements Proof {}

        /** A waiting pod: it may claim one session of that bot, once, and redeems with the same token. */
        record ForPod(BotName bot, String uid) implements Proof {}

        /** A worker in a pod: it may claim sessions of that bot, any number of times. */
        record ForWorker(BotName bot, String uid) implements Proof {}

        /** Nothing. */
        record Nothing() implements Proof {}
    }
}
