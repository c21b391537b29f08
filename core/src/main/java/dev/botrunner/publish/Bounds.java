package dev.botrunner.publish;

import java.util.Optional;

/**
 * @param earliest the oldest event there is; absent when there is none or none is kept
 * @param latest a position that covers all events so far
 */
public record Bounds(Optional<Position> earliest, Position latest) {}
