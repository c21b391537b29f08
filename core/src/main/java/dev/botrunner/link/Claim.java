package dev.botrunner.link;

import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Ticket;
import java.util.Optional;

/**
 * A session that somebody took out of the line, for 30 s or until its ticket is redeemed.
 *
 * @param ticket absent for a pod that redeems with its own token
 */
public record Claim(SessionId session, int attempt, long claim, BotName bot, Optional<Ticket> ticket) {}
