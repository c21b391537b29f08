package dev.botrunner.join;

import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.QueuePlace;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.queue.Store;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Message;
import dev.botrunner.session.Room;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shows, stops and talks to the sessions that there are. Where a tenant is given only its own exist; where none is, all
 * do. Any thread; a store that does not answer is a {@link dev.botrunner.session.DependencyException}, and every call may
 * be repeated.
 */
public final class SessionDesk {

    private static final Set<Stage> LIVE = Set.copyOf(EnumSet.complementOf(EnumSet.of(Stage.ENDED)));
    private static final int PAGE = 500;

    private final LaunchQueue queue;
    private final SessionLedger ledger;
    private final Clerk clerk;
    private final Lifecycle lifecycle;

    public SessionDesk(Store store, Lifecycle lifecycle) {
        this.queue = store.queue();
        this.ledger = store.ledger();
        this.clerk = new Clerk(store.ledger());
        this.lifecycle = lifecycle;
    }

    public Optional<SessionHead> find(Optional<Tenant> tenant, SessionId id) {
        return visible(tenant, ledger.find(id)).head();
    }

    /** Its place where it waits in line. */
    public Optional<QueuePlace> place(SessionHead head) {
        return head.isInLine() ? queue.place(head.id()) : Optional.empty();
    }

    public Page list(Query query) {
        return ledger.page(query);
    }

    public QueueDepth depth() {
        return queue.depth();
    }

    /** Asks one session to end. */
    public Stopped stop(Optional<Tenant> tenant, SessionId id) {
        Seen seen = visible(tenant, ledger.find(id));
        if (seen.head().filter(SessionHead::hasEnded).isPresent()) {
            return new Stopped.EndedBefore(seen.head().get());
        }
        return switch (clerk.enter(seen, lifecycle::stopAsked)) {
            case Clerk.Entered.Changed(SessionHead head) -> new Stopped.Underway(head);
            case Clerk.Entered.Stands(SessionHead head) ->
                head.hasEnded() ? new Stopped.EndedBefore(head) : new Stopped.Underway(head);
            case Clerk.Entered.Refused _ -> new Stopped.NotFound();
            case Clerk.Entered.AtCap _ -> throw new IllegalStateException("A stop of " + id + " was held by a cap");
        };
    }

    /** Asks all live sessions of a room to end, and says which they are. */
    public List<SessionId> leave(Optional<Tenant> tenant, Room room, Optional<BotName> bot) {
        List<SessionId> left = new ArrayList<>();
        Set<BotName> bots = bot.map(Set::of).orElse(Set.of());
        Optional<SessionId> after = Optional.empty();
        do {
            Page page = ledger.page(new Query(tenant, LIVE, bots, Map.of(), Optional.of(room.key()), after, PAGE));
            for (SessionHead head : page.sessions()) {
                if (stop(tenant, head.id()) instanceof Stopped.Underway) {
                    left.add(head.id());
                }
            }
            after = page.next();
        } while (after.isPresent());
        return left;
    }

    /** Puts a message into the session's mailbox. */
    public Posted post(Optional<Tenant> tenant, SessionId id, Message message) {
        Seen seen = visible(tenant, ledger.find(id));
        return switch (clerk.enter(seen, found -> lifecycle.messaged(found, message))) {
            case Clerk.Entered.Changed _, Clerk.Entered.Stands _ -> new Posted.Accepted(message.id());
            case Clerk.Entered.Refused(Verdict.Why why, var _) -> refused(why, id);
            case Clerk.Entered.AtCap _ -> throw new IllegalStateException("A message for " + id + " was held by a cap");
        };
    }

    private static Posted refused(Verdict.Why why, SessionId id) {
        return switch (why) {
            case UNKNOWN -> new Posted.NotFound();
            case NOT_RUNNING, ENDED -> new Posted.NotRunning();
            case MAILBOX_FULL -> new Posted.MailboxFull();
            case SUPERSEDED -> throw new IllegalStateException("A message for " + id + " was taken for a runner's");
        };
    }

    /** What belongs to somebody else is not there. */
    private static Seen visible(Optional<Tenant> tenant, Seen seen) {
        boolean foreign = tenant.isPresent()
                && seen.head()
                        .filter(head -> !head.about().tenant().equals(tenant.get()))
                        .isPresent();
        return foreign ? Seen.absent(seen.id(), seen.time(), seen.epoch()) : seen;
    }
}
