package dev.botrunner.session;

import java.util.List;
import java.util.Optional;

/**
 * One change of one record: the next head and the events that tell of it. Its places in the indexes follow from the
 * head. Written whole or not at all.
 *
 * @param request for a claim: the request for work that it answers, which is shown the same again once this is written
 */
public record Step(SessionHead next, List<LifecycleEvent> events, Optional<RequestId> request) implements Verdict {

    public Step {
        events = List.copyOf(events);
    }

    public Step(SessionHead next, List<LifecycleEvent> events) {
        this(next, events, Optional.empty());
    }

    @Override
    public Step answering(RequestId asked) {
        return new Step(next, events, Optional.of(asked));
    }
}
