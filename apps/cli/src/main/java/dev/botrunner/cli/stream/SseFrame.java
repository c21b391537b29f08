package dev.botrunner.cli.stream;

import java.util.Optional;

/**
 * One event of a stream, as it stood on the wire.
 *
 * @param name absent for events of the bus
 * @param data its lines, joined by line feeds
 */
public record SseFrame(Optional<String> name, String data) {}
