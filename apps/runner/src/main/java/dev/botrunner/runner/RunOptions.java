package dev.botrunner.runner;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Every variable of a runner that is not secret, as a flag. A flag takes the place of its variable and of its file. */
final class RunOptions {

    @Option(names = "--session-id", paramLabel = "ID", description = "SESSION_ID. Default: a new one.")
    private @Nullable String sessionId;

    @Option(names = "--session-attempt", paramLabel = "N", description = "SESSION_ATTEMPT. Default: 1.")
    private @Nullable String sessionAttempt;

    @Option(names = "--bot", paramLabel = "NAME", description = "BOT_NAME. Default: that of the bots file.")
    private @Nullable String bot;

    @Option(names = "--tenant-id", paramLabel = "NAME", description = "TENANT_ID. Default: default.")
    private @Nullable String tenantId;

    @Option(names = "--room-url", paramLabel = "URL", description = "ROOM_URL: where the bot meets people.")
    private @Nullable String roomUrl;

    @Option(names = "--bot-personality-record", paramLabel = "JSON", description = "BOT_PERSONALITY_RECORD.")
    private @Nullable String personality;

    @Option(names = "--bot-functional-prompts", paramLabel = "JSON", description = "BOT_FUNCTIONAL_PROMPTS.")
    private @Nullable String prompts;

    @Option(names = "--bot-supported-features", paramLabel = "LIST", description = "BOT_SUPPORTED_FEATURES.")
    private @Nullable String features;

    @Option(names = "--bot-voice", paramLabel = "JSON", description = "BOT_VOICE.")
    private @Nullable String voice;

    @Option(names = "--bot-config", paramLabel = "JSON", description = "BOT_CONFIG.")
    private @Nullable String config;

    @Option(names = "--bot-user", paramLabel = "JSON", description = "BOT_USER.")
    private @Nullable String user;

    @Option(names = "--bot-labels", paramLabel = "JSON", description = "BOT_LABELS.")
    private @Nullable String labels;

    @Option(names = "--bot-tools", paramLabel = "JSON", description = "BOT_TOOLS.")
    private @Nullable String tools;

    @Option(names = "--max-duration-seconds", paramLabel = "N", description = "MAX_DURATION_SECONDS.")
    private @Nullable String maxDuration;

    @Option(names = "--traceparent", paramLabel = "TEXT", description = "TRACEPARENT.")
    private @Nullable String traceparent;

    @Option(names = "--link-url", paramLabel = "URL", description = "BOTRUNNER_LINK_URL. Without it: stands alone.")
    private @Nullable String linkUrl;

    @Option(names = "--ticket-file", paramLabel = "FILE", description = "BOTRUNNER_TICKET_FILE: holds the ticket.")
    private @Nullable String ticketFile;

    @Option(
            names = "--events-url",
            paramLabel = "URL",
            description = "BOTRUNNER_EVENTS_URL: where events go without a link, or with a profile that says"
                    + " events: direct. Default without a link: standard output.")
    private @Nullable String eventsUrl;

    @Option(
            names = "--events-topics",
            paramLabel = "CUT",
            description = "BOTRUNNER_EVENTS_TOPICS: what --topics of the control server is. Default: by transport.")
    private @Nullable String eventsTopics;

    @Option(
            names = "--events-prefix",
            paramLabel = "NAME",
            description = "BOTRUNNER_EVENTS_PREFIX: what --events-prefix of the control server is. Default: botrunner.")
    private @Nullable String eventsPrefix;

    @Option(names = "--assets", paramLabel = "URLS", description = "BOTRUNNER_ASSETS: a comma list of sources.")
    private @Nullable String assets;

    /** The environment with the flags over it. */
    Map<String, String> over(Map<String, String> environment) {
        Map<String, @Nullable String> flags = new LinkedHashMap<>();
        flags.put("SESSION_ID", sessionId);
        flags.put("SESSION_ATTEMPT", sessionAttempt);
        flags.put("BOT_NAME", bot);
        flags.put("TENANT_ID", tenantId);
        flags.put("ROOM_URL", roomUrl);
        flags.put("BOT_PERSONALITY_RECORD", personality);
        flags.put("BOT_FUNCTIONAL_PROMPTS", prompts);
        flags.put("BOT_SUPPORTED_FEATURES", features);
        flags.put("BOT_VOICE", voice);
        flags.put("BOT_CONFIG", config);
        flags.put("BOT_USER", user);
        flags.put("BOT_LABELS", labels);
        flags.put("BOT_TOOLS", tools);
        flags.put("MAX_DURATION_SECONDS", maxDuration);
        flags.put("TRACEPARENT", traceparent);
        flags.put("BOTRUNNER_LINK_URL", linkUrl);
        flags.put("BOTRUNNER_EVENTS_URL", eventsUrl);
        flags.put("BOTRUNNER_EVENTS_TOPICS", eventsTopics);
        flags.put("BOTRUNNER_EVENTS_PREFIX", eventsPrefix);
        flags.put("BOTRUNNER_ASSETS", assets);
        Map<String, String> merged = new LinkedHashMap<>(environment);
        flags.forEach((name, value) -> {
            if (value != null) {
                merged.put(name, value);
                merged.remove(name + "_FILE");
            }
        });
        if (ticketFile != null) {
            merged.put("BOTRUNNER_TICKET_FILE", ticketFile);
            merged.remove("BOTRUNNER_TICKET");
        }
        return merged;
    }
}
