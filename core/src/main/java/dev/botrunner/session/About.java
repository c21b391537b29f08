package dev.botrunner.session;

import java.time.Instant;
import java.util.Map;

/** What a head keeps of the request, for documents and lists, after the spec is gone. */
public record About(
        Tenant tenant, BotName bot, Room room, Map<String, String> labels, Instant createdAt, int priority) {

    public About {
        labels = Map.copyOf(labels);
        if (priority < 0 || priority > 9) {
            throw new IllegalArgumentException("A priority is 0 to 9");
        }
    }
}
