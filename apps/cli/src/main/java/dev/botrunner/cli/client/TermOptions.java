package dev.botrunner.cli.client;

import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.session.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On which terms the bot is sent. */
final class TermOptions {

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label. May repeat.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--priority", paramLabel = "0-9", description = "Higher first, among your own (default: 5).")
    private @Nullable Integer priority;

    @Option(
            names = "--start-deadline",
            paramLabel = "TIME",
            description = "How soon it must have joined, such as 60s (default: the bot's).")
    private @Nullable String startDeadline;

    @Option(
            names = "--max-duration",
            paramLabel = "TIME",
            description = "How long it may stay, such as 30m (default: the bot's).")
    private @Nullable String maxDuration;

    @Option(
            names = "--on-crash",
            paramLabel = "end|relaunch",
            description = "What follows a crash after it joined (default: end).")
    private @Nullable String onCrash;

    @Option(
            names = "--room-policy",
            paramLabel = "reuse|refuse|another",
            description = "What if this bot is in that room already (default: reuse).")
    private @Nullable String roomPolicy;

    void addTo(JsonBuilder body) {
        if (!labels.isEmpty()) {
            body.put("labels", Json.texts(labels));
        }
        if (priority != null) {
            body.put("priority", priority);
        }
        if (startDeadline != null) {
            body.put("start_deadline_seconds", Times.seconds(Given.duration("--start-deadline", startDeadline)));
        }
        if (maxDuration != null) {
            body.put("max_duration_seconds", Times.seconds(Given.duration("--max-duration", maxDuration)));
        }
        body.putTextIfPresent("on_crash", Optional.ofNullable(onCrash));
        body.putTextIfPresent("room_policy", Optional.ofNullable(roomPolicy));
    }
}
