package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.redis.RedisCalls;
import dev.botrunner.redis.RedisConnections;
import dev.botrunner.redis.RedisTimes;
import dev.botrunner.redis.RedisUrl;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Joins that are taken in by one run of the script: what is wrong with one of them is no matter of the others. */
@ExtendWith(SharedRedis.class)
final class NeighboursIT {

    private static final Tenant SOUND = new Tenant("sound");
    private static final Tenant DAMAGED = new Tenant("damaged");

    private final SettableCaps caps = new SettableCaps().rate(SOUND, 1, 10).rate(DAMAGED, 1, 10);
    private final RedisUnderTest fixture = new RedisUnderTest(SharedRedis.server(), caps);
    private final RedisConnections connections = new RedisConnections(
            RedisUrl.parse(SharedRedis.server().url()), fixture.keys().tag(), RedisTimes.STANDARD);
    private final RedisCalls calls = RedisCalls.start(connections, "neighbours");
    private final Waiters waiters = new Waiters(Duration.ofDays(1));
    private final StoreParts parts = parts();

    @AfterEach
    void close() {
        calls.close();
        fixture.close();
    }

    @Test
    void whatIsWrongWithOneIsToldToThatOneAlone() throws InterruptedException {
        SharedRedis.server().call("SET", key("list:damaged"), "foreign");
        var first = SampleSession.one().of(SOUND);
        var bad = SampleSession.one().of(DAMAGED);
        var last = SampleSession.one().of(SOUND);
        var told = new CountDownLatch(2);
        fixture.store().ledger().changes(_ -> told.countDown());
        List<String> answers = joined(first, bad, last);
        assertThat(answers.stream().filter(line -> line.equals("A"))).hasSize(2);
        assertThat(answers).containsSequence("E", "WRONGTYPE Operation against a key holding the wrong kind of value");
        assertThat(isThere(first.id())).isTrue();
        assertThat(isThere(bad.id())).isFalse();
        assertThat(isThere(last.id())).isTrue();
        assertThat(fixture.store().outbox().next(10, Duration.ZERO)).hasSize(2);
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void eachSeesThoseBeforeIt() {
        SampleSession first = SampleSession.one().of(SOUND).in("https://rooms.example/same");
        SampleSession refuses =
                SampleSession.one().of(SOUND).in("https://rooms.example/same").policy(RoomPolicy.REFUSE);
        SampleSession another =
                SampleSession.one().of(SOUND).in("https://rooms.example/same").policy(RoomPolicy.ANOTHER);
        List<String> answers = joined(first, refuses, another);
        assertThat(answers.stream().filter(line -> List.of("A", "T").contains(line)))
                .containsExactly("A", "T", "A");
        caps.queueLimit(3);
        answers = joined(SampleSession.one().of(SOUND), SampleSession.one().of(SOUND));
        assertThat(answers.stream().filter(line -> List.of("A", "Q").contains(line)))
                .containsExactly("A", "Q");
    }

    @Test
    void noTokenIsPaidForWhatCannotBeRead() {
        SharedRedis.server().call("SADD", key("releasers"), "other");
        SharedRedis.server().call("SET", key("released:other"), "foreign");
        caps.queueLimit(1);
        joined(SampleSession.one().of(SOUND));
        assertThat(joined(SampleSession.one().of(DAMAGED))).contains("E");
        assertThat(SharedRedis.server().call("EXISTS", key("rate:damaged"))).isEqualTo("0");
        assertThat(SharedRedis.server().call("HGET", key("rate:sound"), "k")).isEqualTo("9");
    }

    @Test
    void whatIsUnderAKeyOfAnotherTenantHoldsNobodyUpWhenCapsChange() {
        joined(SampleSession.one().of(DAMAGED), SampleSession.one().of(SOUND));
        SharedRedis.server().call("SET", key("active:t:damaged"), "foreign");
        caps.sessions(DAMAGED, 5).bot(SampleSession.ECHO, 7, 7);
        var session = SampleSession.one().of(SOUND);
        assertThat(joined(session)).contains("A");
        assertThat(isThere(session.id())).isTrue();
        assertThat(SharedRedis.server().call("HGET", key("wants:echo"), "sound"))
                .isEqualTo("2");
    }

    @Test
    void aRecordOfAnotherTypeIsNoAnswerToAJoin() {
        NewSession session = of(SampleSession.one());
        SharedRedis.server().call("SET", key("head:" + session.spec().id()), "foreign");
        assertThat(joined(List.of(session))).contains("E");
    }

    private boolean isThere(SessionId id) {
        return fixture.store().ledger().find(id).head().isPresent();
    }

    private String key(String name) {
        return fixture.root() + name;
    }

    private NewSession of(SampleSession session) {
        return session.asOf(fixture.store().ledger());
    }

    private List<String> joined(SampleSession... sessions) {
        return joined(Stream.of(sessions).map(this::of).toList());
    }

    /** What one run of the script answers. */
    private List<String> joined(List<NewSession> sessions) {
        var intake = new Intake(parts, new EntryPlaces());
        var words = new ArrayList<>(List.of("EVAL", Script.ENQUEUE.text(), "1", fixture.root()));
        words.addAll(List.of(fixture.millis(), "newepoch", "", Integer.toString(HeadJson.VERSION)));
        for (NewSession session : sessions) {
            List<String> own = intake.arguments(session);
            words.add(Integer.toString(own.size()));
            words.addAll(own);
        }
        return SharedRedis.server().call(words.toArray(String[]::new)).lines().toList();
    }

    private StoreParts parts() {
        Scripts.StoreClock clock = fixture::millis;
        var scripts = new Scripts(calls, fixture.keys(), clock, new SplittableRandom());
        return new StoreParts(
                calls,
                fixture.keys(),
                scripts,
                new Records(scripts),
                new StoreParts.News(new Pokes(connections, fixture.keys(), waiters), waiters),
                caps,
                Ticker.system(),
                new StoreParts.Terms(Duration.ofDays(3), false));
    }
}
