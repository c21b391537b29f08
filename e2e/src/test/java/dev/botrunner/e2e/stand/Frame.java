package dev.botrunner.e2e.stand;

import dev.botrunner.session.Json;
import java.util.Optional;

/**
 * One thing that a stream of events said.
 *
 * @param id the cursor that came with it
 * @param notice the name of a notice; absent for an event of the bus
 */
public record Frame(Optional<String> id, Optional<String> notice, Json.Obj data) {

    public boolean isNotice(String name) {
        return notice.filter(name::equals).isPresent();
    }

    public boolean isEvent() {
        return notice.isEmpty();
    }

    /** The event, where it is none of the notices. */
    public Told told() {
        if (!isEvent()) {
            throw new IllegalStateException("A notice is no event: " + this);
        }
        return new Told(data);
    }

    @Override
    public String toString() {
        return notice.orElse("event") + " " + data.text();
    }
}
