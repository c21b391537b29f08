package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Durability;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.redis.RedisPlan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A Redis that was started again: with all that it had, with nothing, or that we meet for the first time. */
final class ForgetfulRedisIT {

    @Test
    void aRedisThatWasKilledHasAllThatItAcceptedAndGivesNothingOutForAWhile() {
        try (SickQueue redis = SickQueue.open(RedisPlan.DURABLE, Durability.STANDARD)) {
            SessionId id = redis.accepted();
            String epoch = redis.store().ledger().find(id).epoch();
            redis.server().kill();
            redis.server().startAgain();
            Seen seen = found(redis, id);
            assertThat(seen.head()).isPresent();
            assertThat(seen.epoch()).isNotEqualTo(epoch);
            assertThat(redis.next("r1")).isEmpty();
            redis.ticker().advance(Duration.ofSeconds(16));
            assertThat(redis.next("r1")).contains(id);
        }
    }

    @Test
    void aRedisThatComesBackEmptyGivesNothingOutForAWhile() {
        try (SickQueue redis = SickQueue.open(RedisPlan.MEMORY, Durability.NONE)) {
            SessionId gone = redis.accepted();
            String epoch = redis.store().ledger().find(gone).epoch();
            redis.server().kill();
            redis.server().startAgainEmpty();
            Seen seen = found(redis, gone);
            assertThat(seen.head()).isEmpty();
            assertThat(seen.epoch()).isNotEqualTo(epoch);
            SessionId id = redis.accepted();
            assertThat(redis.next("r1")).isEmpty();
            redis.ticker().advance(Duration.ofSeconds(16));
            assertThat(redis.next("r1")).contains(id);
        }
    }

    @Test
    void aServerThatKnewTheDataThatIsGoneSilencesWhoeverMadeItAnew() {
        try (SickQueue redis = SickQueue.open(RedisPlan.MEMORY, Durability.NONE)) {
            redis.accepted();
            redis.server().call("FLUSHALL");
            var other = SickQueue.opened(redis.server().url(), redis.ticker(), Durability.NONE);
            String epoch = other.ledger()
                    .find(new SessionId("00000000000000000000000000"))
                    .epoch();
            SessionId id = redis.accepted();
            assertThat(redis.store().ledger().find(id).epoch()).isEqualTo(epoch);
            assertThat(redis.next("r1")).isEmpty();
            other.close();
        }
    }

    @Test
    void aRedisThatNobodyKnewGivesOutAtOnce() {
        try (SickQueue redis = SickQueue.open(RedisPlan.MEMORY, Durability.NONE)) {
            SessionId id = redis.accepted();
            assertThat(redis.next("r1")).contains(id);
        }
    }

    private static Seen found(SickQueue redis, SessionId id) {
        while (true) {
            try {
                return redis.store().ledger().find(id);
            } catch (DependencyException notYet) {
                Thread.onSpinWait();
            }
        }
    }
}
