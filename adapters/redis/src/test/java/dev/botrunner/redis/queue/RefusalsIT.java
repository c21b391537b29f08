package dev.botrunner.redis.queue;

import static dev.botrunner.redis.queue.SickQueue.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Durability;
import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.Lease;
import dev.botrunner.queue.SessionLedger.Due;
import dev.botrunner.queue.Wrote;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Step;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.redis.Fault;
import dev.botrunner.testkit.redis.RedisPlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Redis refuses, and what foreign hands have done to our keys. */
@SuppressWarnings("NullAway.Init")
final class RefusalsIT {

    private static final int ALWAYS = 1_000;

    private SickQueue redis;

    @BeforeEach
    void open() {
        redis = SickQueue.open(RedisPlan.MEMORY, Durability.NONE);
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-LOADING Redis is loading the dataset in memory",
                "-OOM command not allowed when used memory > 'maxmemory'.",
                "-MISCONF Errors writing to the AOF file",
                "-NOREPLICAS Not enough good replicas to write.",
                "-BUSY Redis is busy running a script.",
                "-CLUSTERDOWN The cluster is down",
                "-READONLY You can't write against a read only replica.",
                "-MASTERDOWN Link with MASTER is down",
                "-NOPERM this user has no permissions to run the 'evalsha' command",
                "-NOAUTH Authentication required.",
                "-WRONGTYPE Operation against a key holding the wrong kind of value"
            })
    void whatIsRefusedIsUnavailableAndStoresNothing(String refusal) {
        var session = SampleSession.one().asOf(redis.store().ledger());
        redis.proxy().next(ALWAYS, "EVALSHA", new Fault.Answer(refusal));
        assertThat(failure(() -> redis.store().queue().enqueue(session))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        redis.proxy().heal();
        assertThat(redis.head(session.spec().id())).isEmpty();
        assertThat(redis.store().queue().enqueue(session)).isInstanceOf(Enqueued.Accepted.class);
    }

    @Test
    void whatWasAskedOfAReplicaIsAskedAgainOverANewConnection() {
        redis.proxy().next("EVALSHA", new Fault.Answer("-READONLY You can't write against a read only replica."));
        redis.accepted();
        assertThat(redis.proxy().isSpent()).isTrue();
    }

    @Test
    void scriptsThatTheServerHasForgottenAreGivenToItAgain() {
        redis.accepted();
        redis.server().call("SCRIPT", "FLUSH");
        SessionId id = redis.accepted();
        assertThat(redis.head(id)).isPresent();
    }

    @Test
    void whenMemoryIsFullNothingIsAcceptedAndWhatLivesMayEnd() throws InterruptedException {
        SessionId id = redis.accepted();
        redis.server().call("CONFIG", "SET", "maxmemory", "1");
        assertThat(failure(redis::accepted)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        Seen seen = redis.store().ledger().find(id);
        assertThat(redis.store().ledger().write(seen, (Step) SickQueue.RULES.stopAsked(seen)))
                .isInstanceOf(Wrote.Done.class);
        assertThat(redis.head(id).orElseThrow().stage()).isEqualTo(Stage.ENDED);
        assertThat(redis.store().outbox().next(10, Duration.ZERO)).hasSize(2);
    }

    @Test
    void whenMemoryIsFullDutiesAreDoneAndANewEpochBegins() {
        var me = new Instance("control");
        redis.server().call("CONFIG", "SET", "maxmemory", "1");
        Lease lease = redis.store().leases().acquire(DutyName.DEADLINES, me).orElseThrow();
        assertThat(lease.renew()).isTrue();
        String epoch = redis.store().ledger().find(SampleSession.one().id()).epoch();
        redis.server().call("CONFIG", "SET", "maxmemory", "0");
        redis.server().call("HSET", redis.key("epoch"), "r", "of another server");
        redis.server().call("CONFIG", "SET", "maxmemory", "1");
        assertThat(redis.store().ledger().find(SampleSession.one().id()).epoch())
                .isNotEqualTo(epoch);
        assertThat(lease.renew()).isTrue();
    }

    @Test
    void aServerWithoutEnoughReplicasAcceptsNothing() {
        redis.server().call("CONFIG", "SET", "min-replicas-to-write", "1");
        assertThat(failure(redis::accepted)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        redis.server().call("CONFIG", "SET", "min-replicas-to-write", "0");
        redis.accepted();
    }

    @Test
    void aServerThatHasBecomeAReplicaAcceptsNothing() {
        redis.accepted();
        redis.server().call("REPLICAOF", "127.0.0.1", "1");
        assertThat(failure(redis::accepted)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        redis.server().call("REPLICAOF", "NO", "ONE");
        assertThat(redis.server().call("ZCARD", redis.key("line:echo:default"))).isEqualTo("1");
    }

    @Test
    void aRecordOfAnotherTypeHoldsNobodyUp() {
        SessionId damaged = redis.accepted();
        SessionId sound = redis.accepted();
        redis.server().call("SET", redis.key("head:" + damaged), "something else");
        assertThat(failure(() -> redis.head(damaged))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(redis.next("r1")).contains(sound);
        redis.ticker().advance(SampleSession.TERMS.startDeadline().plusSeconds(1));
        assertThat(redis.store().ledger().due(Due.DATES, 10))
                .extracting(Seen::id)
                .containsExactly(sound);
        assertThat(redis.store().queue().depth().rows()).hasSize(1);
    }

    @Test
    void aRecordOfALaterVersionIsLeftToANewerServer() {
        SessionId later = redis.accepted();
        SessionId ours = redis.accepted();
        String facts = redis.server().call("HGET", redis.key("head:" + later), "i");
        redis.server()
                .call(
                        "HSET",
                        redis.key("head:" + later),
                        "i",
                        facts.replaceFirst("^1 1 ", "1 99 "),
                        "j",
                        "{\"new\":true}");
        assertThat(redis.next("r1")).contains(ours);
        assertThat(redis.next("r2")).isEmpty();
        redis.ticker().advance(SampleSession.TERMS.startDeadline().plusSeconds(1));
        assertThat(redis.store().ledger().due(Due.DATES, 1))
                .extracting(Seen::id)
                .containsExactly(ours);
        assertThat(redis.server().call("ZSCORE", redis.key("dates"), later.value()))
                .isEqualTo(Long.toString(redis.ticker().now().plusSeconds(60).toEpochMilli()));
        assertThat(failure(() -> redis.head(later))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void aRecordThatIsNoneIsHiddenForAMinute() {
        SessionId damaged = redis.accepted();
        SessionId sound = redis.accepted();
        redis.server().call("HSET", redis.key("head:" + damaged), "j", "{\"id\":");
        assertThat(redis.next("r1")).contains(sound);
        redis.ticker().advance(SampleSession.TERMS.startDeadline().plusSeconds(1));
        assertThat(redis.store().ledger().due(Due.DATES, 10))
                .extracting(Seen::id)
                .containsExactly(sound);
        redis.ticker().advance(Duration.ofSeconds(30));
        assertThat(redis.store().ledger().due(Due.DATES, 10))
                .extracting(Seen::id)
                .containsExactly(sound);
    }

    @Test
    void aRecordThatIsGoneLeavesItsLine() {
        SessionId gone = redis.accepted();
        SessionId there = redis.accepted();
        redis.server().call("DEL", redis.key("head:" + gone));
        assertThat(redis.next("r1")).contains(there);
        assertThat(redis.store().ledger().find(gone).head()).isEmpty();
        for (String counted : List.of("queued", "queued:default")) {
            assertThat(redis.server().call("SMEMBERS", redis.key(counted))).isEqualTo(there.value());
        }
        assertThat(redis.server().call("ZCARD", redis.key("list:default"))).isEqualTo("1");
    }

    @Test
    void theLastThatIsGoneTakesItsLineWithIt() {
        SessionId gone = redis.accepted();
        redis.server().call("DEL", redis.key("head:" + gone));
        assertThat(redis.next("r1")).isEmpty();
        assertThat(redis.server().call("EXISTS", redis.key("ring:echo"), redis.key("bots")))
                .isEqualTo("0");
        SessionId there = redis.accepted();
        assertThat(redis.next("r1")).contains(there);
    }
}
