package dev.botrunner.duty.audit;

import dev.botrunner.session.SessionId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The Jobs and pods that a cluster has for sessions, as far as they could be listed.
 *
 * @param ofSessions those that were made for a session, each once, however many launchers see it
 * @param waiting the uids of those that wait for one, or have claimed one
 * @param unseen what could not be listed, and why, a sentence each
 */
public record PresentObjects(List<OfSession> ofSessions, Set<String> waiting, List<String> unseen) {

    /** Nothing was asked. */
    public static final PresentObjects NONE = new PresentObjects(List.of(), Set.of(), List.of());

    public PresentObjects {
        ofSessions = List.copyOf(new LinkedHashSet<>(ofSessions));
        waiting = Set.copyOf(waiting);
        unseen = List.copyOf(unseen);
    }

    /** One that is not being deleted. */
    public record OfSession(SessionId session, int attempt, String uid) {}
}
