package dev.botrunner.duty;

import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.queue.Store;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Ends queued sessions whose profile has gone: every ten seconds it looks which bots have anything queued, and goes
 * through what waits for those that are no more, a page a step.
 */
final class GoneProfiles {

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int PAGE = 256;

    private final LaunchQueue queue;
    private final SessionLedger ledger;
    private final Clerk clerk;
    private final Lifecycle rules;
    private final Ticker ticker;
    private final Predicate<BotName> exists;
    private Set<BotName> gone = Set.of();
    private Optional<SessionId> after = Optional.empty();
    private long lookedAt;
    private boolean looked;

    GoneProfiles(Store store, Clerk clerk, Lifecycle rules, Ticker ticker, Predicate<BotName> exists) {
        this.queue = store.queue();
        this.ledger = store.ledger();
        this.clerk = clerk;
        this.rules = rules;
        this.ticker = ticker;
        this.exists = exists;
    }

    /** How many it has ended. */
    int step() {
        if (gone.isEmpty()) {
            look();
            return 0;
        }
        Page page = ledger.page(
                new Query(Optional.empty(), Set.of(Stage.QUEUED), gone, Map.of(), Optional.empty(), after, PAGE));
        int ended = 0;
        for (SessionHead head : page.sessions()) {
            // The file may have been mended meanwhile.
            if (!exists.test(head.about().bot())
                    && clerk.enter(head.id(), rules::profileGone) instanceof Clerk.Entered.Changed) {
                ended++;
            }
        }
        after = page.next();
        if (after.isEmpty()) {
            gone = Set.of();
        }
        return ended;
    }

    private void look() {
        if (looked && ticker.since(lookedAt).compareTo(EVERY) < 0) {
            return;
        }
        looked = true;
        lookedAt = ticker.nanos();
        gone = queue.depth().rows().stream()
                .filter(row -> row.queued() > 0)
                .map(QueueDepth.Row::bot)
                .filter(exists.negate())
                .collect(Collectors.toUnmodifiableSet());
        after = Optional.empty();
    }
}
