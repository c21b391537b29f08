package dev.botrunner.e2e.flow;

import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.session.Json;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Message;
import dev.botrunner.session.SessionId;

/** DELETE and messages, as the API enters them. */
record SessionStops(Clerk clerk, Lifecycle rules) {

    SessionStops(SessionLedger ledger, Lifecycle rules) {
        this(new Clerk(ledger), rules);
    }

    Clerk.Entered stop(SessionId id) {
        return clerk.enter(id, rules::stopAsked);
    }

    Clerk.Entered say(SessionId id, String messageId) {
        var message =
                new Message(messageId, "say", Json.obj().put("text", "hello").build());
        return clerk.enter(id, seen -> rules.messaged(seen, message));
    }
}
