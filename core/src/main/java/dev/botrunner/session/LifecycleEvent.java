package dev.botrunner.session;

import java.time.Instant;

/**
 * What a step tells the world. The ledger writes it in the same atomic step, as an envelope of source
 * {@code /sessions/<id>}.
 *
 * @param number from 1 without gaps within the epoch
 * @param attempt 0 before the first
 */
public record LifecycleEvent(
        String id, String type, String epoch, long number, int attempt, Instant time, Json.Obj data) {

    public static final String QUEUED = "bot.session.queued";
    public static final String STARTING = "bot.session.starting";
    public static final String RUNNING = "bot.session.running";
    public static final String JOINED = "bot.session.joined";
    public static final String ENDING = "bot.session.ending";
    public static final String END = "bot.session.end";
    public static final String PROGRESS = "bot.session.progress";
}
