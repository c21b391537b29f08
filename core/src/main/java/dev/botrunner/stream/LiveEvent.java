package dev.botrunner.stream;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Scope;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to clients, shared by them all: written once for each kind of scope, since the cursor differs,
 * and not at all where nobody listens. From any thread; two may both write the same frame, which does no harm.
 */
final class LiveEvent {

    private final Envelope envelope;
    private final Position position;
    private final Cursors cursors;
    private volatile byte @Nullable [] forSession;
    private volatile byte @Nullable [] forTenant;
    private volatile byte @Nullable [] forAll;

    LiveEvent(Envelope envelope, Position position, Cursors cursors) {
        this.envelope = envelope;
        this.position = position;
        this.cursors = cursors;
    }

    Envelope envelope() {
        return envelope;
    }

    Position position() {
        return position;
    }

    /** About what a frame takes. */
    int size() {
        return EnvelopeJson.size(envelope);
    }

    boolean isEnd() {
        return envelope.type().equals(LifecycleEvent.END);
    }

    /** @param scope one that takes the event */
    byte[] frame(Scope scope) {
        byte[] known = switch (scope) {
            case Scope.Session _ -> forSession;
            case Scope.OfTenant _ -> forTenant;
            case Scope.All _ -> forAll;
        };
        return known == null ? written(scope) : known;
    }

    private byte[] written(Scope scope) {
        return switch (scope) {
            case Scope.Session _ -> {
                var whole = new Scope.Session(new Tenant(envelope.tenant()), new SessionId(envelope.subject()));
                String cursor = isEnd() ? cursors.end(whole) : cursors.text(whole, position);
                byte[] frame = SseFrames.event(cursor, envelope);
                forSession = frame;
                yield frame;
            }
            case Scope.OfTenant tenant -> {
                byte[] frame = SseFrames.event(cursors.text(tenant, position), envelope);
                forTenant = frame;
                yield frame;
            }
            case Scope.All all -> {
                byte[] frame = SseFrames.event(cursors.text(all, position), envelope);
                forAll = frame;
                yield frame;
            }
        };
    }
}
