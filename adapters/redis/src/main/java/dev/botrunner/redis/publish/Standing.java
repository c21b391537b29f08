package dev.botrunner.redis.publish;

import dev.botrunner.publish.Position;
import dev.botrunner.session.Ulid;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.Connection;

/**
 * Where the broker stands.
 *
 * @param last the last event; {@code 0-0} before the first
 * @param began behind which event the epoch began
 * @param logs the cuts that there are logs of
 */
record Standing(String epoch, EventId last, EventId began, Set<String> logs) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Standing ask(Connection connection, EventKeys keys, Retention retention) {
        var answer = (List<?>) Script.STAND.run(
                connection,
                List.of(keys.last(), keys.epoch(), keys.logs()),
                List.of(freshEpoch(), String.valueOf(retention.age().toMillis())));
        Set<String> logs = ((List<?>) answer.get(3)).stream().map(Page::text).collect(Collectors.toSet());
        return new Standing(
                Page.text(answer.get(0)),
                EventId.of(Page.text(answer.get(1))),
                EventId.of(Page.text(answer.get(2))),
                logs);
    }

    /** One that was never used, in case that one is needed. */
    static String freshEpoch() {
        return Ulid.of(0, RANDOM).substring(10, 20);
    }

    Position position() {
        return last.in(epoch);
    }
}
