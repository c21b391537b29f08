package dev.botrunner.queue;

import dev.botrunner.publish.Envelope;

/** @param id names the entry in its outbox */
public record OutboxEntry(String id, Envelope envelope) {}
