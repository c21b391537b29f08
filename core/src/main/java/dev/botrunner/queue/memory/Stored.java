package dev.botrunner.queue.memory;

import dev.botrunner.session.Mailbox;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One record and what the indexes know of it. Guarded by the store's lock. */
final class Stored {

    final SessionId id;
    final LaneKey lane;
    private SessionHead head;
    private long version = 1;
    private @Nullable SessionSpec spec;

    /** Its place, while it stands in line. */
    @Nullable
    Turn turn;

    /** Who has marked it, until the mark lapses or the session leaves its line. */
    @Nullable
    Mark mark;

    /** The last request that it was shown to. */
    @Nullable
    RequestId marker;

    /** The request that has claimed it. */
    @Nullable
    RequestId claimer;

    /** The waiting pods that have claimed it. */
    final List<String> pods = new ArrayList<>();

    /** When it ended, by the store's monotonic clock. */
    long endedAt;

    /** @param until by the store's monotonic clock */
    record Mark(RequestId by, long until) {}

    Stored(SessionHead head, Optional<SessionSpec> spec) {
        this.id = head.id();
        this.lane = LaneKey.of(head.about());
        this.head = head;
        this.spec = spec.orElse(null);
    }

    SessionHead head() {
        return head;
    }

    long version() {
        return version;
    }

    Tenant tenant() {
        return lane.tenant();
    }

    Optional<SessionSpec> spec() {
        return Optional.ofNullable(spec);
    }

    Optional<String> traceparent() {
        return spec == null ? Optional.empty() : spec.traceparent();
    }

    /** The next head. The spec goes with the end. */
    void change(SessionHead next) {
        head = next;
        version++;
        if (next.hasEnded()) {
            spec = null;
        }
    }

    boolean isMarkedByAnother(RequestId request) {
        return mark != null && !mark.by().equals(request);
    }

    boolean wasClaimedBy(RequestId request) {
        return request.equals(claimer);
    }

    /** It is no record any more: only a key may still answer with what little a replay needs. */
    void shrink() {
        head = new SessionHead(
                id,
                head.about(),
                head.terms(),
                head.progress(),
                head.state(),
                Mailbox.EMPTY,
                Timeline.EMPTY,
                head.events());
    }
}
