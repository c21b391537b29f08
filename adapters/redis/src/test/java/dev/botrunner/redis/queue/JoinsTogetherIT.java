package dev.botrunner.redis.queue;

import static dev.botrunner.redis.queue.SickQueue.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Durability;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.redis.RedisPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Joins that one script takes in: each is answered as if it had come alone. */
@SuppressWarnings("NullAway.Init")
final class JoinsTogetherIT {

    private static final Tenant SOUND = new Tenant("sound");
    private static final Tenant BROKEN = new Tenant("broken");

    private SickQueue redis;

    @BeforeEach
    void open() {
        redis = SickQueue.open(RedisPlan.MEMORY, Durability.NONE);
        // From then on the server knows the script, and no call is said twice.
        redis.accepted();
        redis.server().call("CONFIG", "RESETSTAT");
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void whatStopsOneStopsNoOther() throws Exception {
        redis.server().call("SET", redis.key("list:broken"), "foreign");
        List<Callable<Object>> calls = new ArrayList<>();
        calls.add(joins(SampleSession.one().of(SOUND)));
        NewSession broken = asOf(SampleSession.one().of(BROKEN));
        calls.add(() -> failure(() -> redis.store().queue().enqueue(broken)));
        for (int i = 0; i < 5; i++) {
            calls.add(joins(SampleSession.one().of(SOUND)));
        }
        List<Object> answers = together(calls);
        assertThat(answers.remove(1)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(answers).hasSize(6).hasOnlyElementsOfType(Enqueued.Accepted.class);
        assertThat(redis.head(broken.spec().id())).isEmpty();
        assertThat(redis.server().call("SCARD", redis.key("queued:sound"))).isEqualTo("6");
        assertThat(redis.server().call("ZCARD", redis.key("demand:echo"))).isEqualTo("7");
        assertThat(redis.server().call("INFO", "commandstats")).containsPattern("cmdstat_evalsha:.*failed_calls=0");
    }

    @Test
    void oneSeesThoseBeforeIt() throws Exception {
        SampleSession first = SampleSession.one().in("https://rooms.example/same");
        SampleSession reuses = SampleSession.one().in("https://rooms.example/same");
        SampleSession refuses =
                SampleSession.one().in("https://rooms.example/same").policy(RoomPolicy.REFUSE);
        SampleSession another =
                SampleSession.one().in("https://rooms.example/same").policy(RoomPolicy.ANOTHER);
        List<Object> answers = together(
                List.of(joins(SampleSession.one()), joins(first), joins(reuses), joins(refuses), joins(another)));
        assertThat(answers.get(1)).isInstanceOf(Enqueued.Accepted.class);
        assertThat(answers.get(2))
                .isInstanceOfSatisfying(
                        Enqueued.Known.class,
                        known -> assertThat(known.head().id()).isEqualTo(first.id()));
        assertThat(answers.get(3)).isInstanceOf(Enqueued.RoomTaken.class);
        assertThat(answers.get(4)).isInstanceOf(Enqueued.Accepted.class);
    }

    private Callable<Object> joins(SampleSession session) {
        NewSession made = asOf(session);
        return () -> redis.store().queue().enqueue(made);
    }

    private NewSession asOf(SampleSession session) {
        return session.asOf(redis.store().ledger());
    }

    /** All wait before any is answered: what is said first may go alone, and then the others go together. */
    private List<Object> together(List<Callable<Object>> calls) throws Exception {
        redis.proxy().freeze();
        List<FutureTask<Object>> tasks = new ArrayList<>();
        for (Callable<Object> call : calls) {
            var task = new FutureTask<>(call);
            tasks.add(task);
            Thread thread = Thread.ofVirtual().start(task);
            while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
                Thread.onSpinWait();
            }
        }
        redis.proxy().thaw();
        List<Object> answers = new ArrayList<>();
        for (FutureTask<Object> task : tasks) {
            answers.add(task.get());
        }
        return answers;
    }
}
