package dev.botrunner.queue;

import dev.botrunner.session.Instance;
import java.time.Duration;
import java.util.Optional;

/** Who does a duty: one holder each. A lease lasts 6 s, is renewed every second, and is lost with the store. */
public interface Leases {

    Duration LASTS = Duration.ofSeconds(6);

    Duration RENEWED_EVERY = Duration.ofSeconds(1);

    Optional<Lease> acquire(DutyName duty, Instance me);
}
