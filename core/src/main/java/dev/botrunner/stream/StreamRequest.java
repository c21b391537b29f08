package dev.botrunner.stream;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Scope;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a client asks for.
 *
 * @param scope what it may see; comes from its key and the path, never from what it wrote
 * @param cursor as it came
 * @param end the end of the session as the record has it, where it has ended; for session scopes only
 * @param standing whether the client may still read; asked now and then
 */
public record StreamRequest(
        Scope scope, Filter filter, Optional<String> cursor, Optional<Envelope> end, BooleanSupplier standing) {}
