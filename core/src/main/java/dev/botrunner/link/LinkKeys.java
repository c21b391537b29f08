package dev.botrunner.link;

import dev.botrunner.session.SecretSealer;

/**
 * What the link proves and opens with.
 *
 * @param check says what a ticket is good for
 * @param tickets makes tickets for workers, and session tokens
 */
public record LinkKeys(TicketCheck check, Tickets tickets, SecretSealer sealer) {}
