package dev.botrunner.link;

import dev.botrunner.session.SessionEnd;
import java.util.Optional;

/**
 * @param end what the record says; absent when the session goes on with another attempt
 */
public record Finished(Answer answer, Optional<SessionEnd> end) {}
