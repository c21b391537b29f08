package dev.botrunner.control;

import dev.botrunner.publish.Author;
import dev.botrunner.publish.Envelope;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionState;
import java.util.Optional;

/** The end of a session as its record has it: the same event that the step to {@code ended} told of. */
final class RecordedEnd {

    private RecordedEnd() {}

    static Optional<Envelope> of(SessionHead head) {
        if (!(head.state() instanceof SessionState.Ended(var end))) {
            return Optional.empty();
        }
        int attempt = head.progress().attempt();
        Json.Obj data = Json.obj()
                .put("attempt", attempt == 0 ? Json.nil() : Json.num(attempt))
                .put("end", end.json())
                .build();
        return Optional.of(new Envelope(
                head.id().value(),
                Author.lifecycleSource(head.id()),
                LifecycleEvent.END,
                head.id().value(),
                end.at(),
                "urn:botrunner:" + LifecycleEvent.END + ":1",
                head.about().tenant().name(),
                head.about().bot().name(),
                attempt,
                head.events().epoch(),
                head.events().last(),
                Optional.empty(),
                data));
    }
}
