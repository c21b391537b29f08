package dev.botrunner.session;

import java.time.Instant;
import java.util.Optional;

/**
 * A record as it was found: what a step is computed from and compared with when it is written.
 *
 * @param head absent where there is no record of that id
 * @param version grows with each write of this record; 0 where there is none
 * @param time the store's clock at that moment
 * @param epoch the store's epoch at that moment
 */
public record Seen(SessionId id, Optional<SessionHead> head, long version, Instant time, String epoch) {

    public static Seen absent(SessionId id, Instant time, String epoch) {
        return new Seen(id, Optional.empty(), 0, time, epoch);
    }
}
