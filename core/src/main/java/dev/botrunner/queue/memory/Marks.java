package dev.botrunner.queue.memory;

import dev.botrunner.session.BotName;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Shows sessions in line to requests for work, one each. Used under the store's lock. */
final class Marks {

    private final Tables tables;

    Marks(Tables tables) {
        this.tables = tables;
    }

    Optional<Seen> next(RequestId request, Map<BotName, Duration> bots, Duration hold) {
        if (tables.isQuiet() || tables.requests.isRetired(request)) {
            return Optional.empty();
        }
        Optional<Stored> shown = tables.requests.shownTo(request);
        if (shown.isPresent()) {
            Stored stored = shown.get();
            if (isStillDue(stored, request, bots)) {
                if (stored.turn != null) {
                    mark(stored, request, hold);
                }
                return Optional.of(tables.seen(stored));
            }
            release(stored, request);
        }
        Optional<Stored> next = tables.lines.next(bots, tables.clock.now(), tables.headroom);
        next.ifPresent(stored -> mark(stored, request, hold));
        return next.map(tables::seen);
    }

    boolean retire(RequestId request) {
        if (request.pod().flatMap(tables.pods::of).isPresent()) {
            return false;
        }
        Optional<Stored> shown = tables.requests.shownTo(request);
        if (shown.isPresent()) {
            Stored stored = shown.get();
            boolean marked = stored.mark != null && stored.mark.by().equals(request);
            if (marked || stored.wasClaimedBy(request)) {
                return false;
            }
            tables.requests.release(request);
        }
        tables.requests.retire(request);
        return true;
    }

    /** Whether what the request was shown before is still its own: in line for it, or claimed under it. */
    private boolean isStillDue(Stored stored, RequestId request, Map<BotName, Duration> bots) {
        if (stored.turn == null) {
            return stored.wasClaimedBy(request);
        }
        return !stored.isMarkedByAnother(request)
                && bots.containsKey(stored.lane.bot())
                && tables.headroom.admits(stored.lane.bot())
                && tables.headroom.admits(stored.lane);
    }

    private void mark(Stored stored, RequestId request, Duration hold) {
        tables.requests.mark(stored, request, tables.clock.after(hold));
        if (stored.turn != null) {
            tables.lines.hide(stored, stored.turn);
        }
    }

    private void release(Stored stored, RequestId request) {
        if (!stored.isMarkedByAnother(request)) {
            tables.unmark(stored);
        }
        tables.requests.release(request);
    }
}
