package dev.botrunner.redis.queue;

import dev.botrunner.publish.Envelope;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SessionHead;
import java.util.Optional;

/** What a step tells, as envelopes of the session. The trace stands beside them: it is the record's. */
final class StepEvents {

    private StepEvents() {}

    static Envelope envelope(SessionHead of, LifecycleEvent event) {
        return new Envelope(
                event.id(),
                "/sessions/" + of.id(),
                event.type(),
                of.id().value(),
                event.time(),
                "urn:botrunner:" + event.type() + ":1",
                of.about().tenant().name(),
                of.about().bot().name(),
                event.attempt(),
                event.epoch(),
                event.number(),
                Optional.empty(),
                event.data());
    }

    static Envelope traced(Envelope envelope, Optional<String> trace) {
        if (trace.isEmpty()) {
            return envelope;
        }
        return new Envelope(
                envelope.id(),
                envelope.source(),
                envelope.type(),
                envelope.subject(),
                envelope.time(),
                envelope.dataschema(),
                envelope.tenant(),
                envelope.bot(),
                envelope.attempt(),
                envelope.epoch(),
                envelope.sequence(),
                trace,
                envelope.data());
    }
}
