package dev.botrunner.queue;

import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import java.util.List;
import java.util.Optional;

/** Some records, newest first, and where to go on; the end is where {@code next} is absent, however short the page. */
public record Page(List<SessionHead> sessions, Optional<SessionId> next) {

    public Page {
        sessions = List.copyOf(sessions);
    }
}
