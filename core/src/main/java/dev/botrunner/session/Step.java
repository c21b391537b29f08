package dev.botrunner.session;

import java.util.List;

/**
 * One change of one record: the next head and the events that tell of it. Its places in the indexes follow from the
 * head. Written whole or not at all.
 */
public record Step(SessionHead next, List<LifecycleEvent> events) implements Verdict {

    public Step {
        events = List.copyOf(events);
    }
}
