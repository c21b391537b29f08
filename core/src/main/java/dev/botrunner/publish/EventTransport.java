package dev.botrunner.publish;

import dev.botrunner.loop.Subscription;
import java.util.Set;

/** A broker: takes events, tells them to any number of readers, and keeps them where it can. */
public interface EventTransport extends EventOutlet {

    /** Everything from now on, in the broker's order. Resumes by itself after what it delivered, or says what is lost. */
    Subscription tail(EventSink sink);

    /** History after a position, oldest first; {@link Position#START} for all there is. */
    Slice read(Scope scope, Position after, int limit);

    Bounds bounds(Scope scope);

    /** Whether a client with this cursor has had this event. The only comparison of positions there is. */
    boolean covers(Position cursor, Position event);

    Set<Capability> capabilities();
}
