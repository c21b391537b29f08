package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.Wrote;
import dev.botrunner.redis.RedisConnections;
import dev.botrunner.redis.RedisTimes;
import dev.botrunner.redis.RedisUrl;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Step;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the scripts tell reaches those who wait, who never look by themselves here. */
@ExtendWith(SharedRedis.class)
final class PokesIT {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration GUARD = Duration.ofSeconds(30);
    private static final BotName ECHO = SampleSession.ECHO;

    private final RedisUnderTest fixture = new RedisUnderTest(SharedRedis.server(), new SettableCaps());
    private final Waiters waiters = new Waiters(NEVER);
    private final RedisConnections connections = new RedisConnections(
            RedisUrl.parse(SharedRedis.server().url()), fixture.keys().tag(), RedisTimes.STANDARD);
    private final Pokes pokes = new Pokes(connections, fixture.keys(), waiters);
    private final LoopRunner listening = LoopRunner.start(pokes, Pace.STANDARD, Ticker.system());
    private final CountDownLatch looked = new CountDownLatch(1);
    private final CountDownLatch woken = new CountDownLatch(1);

    @BeforeEach
    void listen() throws InterruptedException {
        pokes.awaitListening(GUARD);
    }

    @AfterEach
    void close() {
        pokes.close();
        listening.close();
        fixture.close();
    }

    @Test
    void aJoinWakesAClaimThatWaits() throws InterruptedException {
        waits(() -> waiters.awaitWork(Set.of(ECHO), NEVER, () -> {
            looked.countDown();
            return Optional.empty();
        }));
        accepted();
        assertThat(woken.await(GUARD.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aWrittenStepWakesTheRelayOfItsEvents() throws InterruptedException {
        SessionId id = accepted();
        waits(() -> waiters.awaitEvents(NEVER, () -> {
            long waiting = fixture.store().outbox().waiting();
            looked.countDown();
            return waiting > 1;
        }));
        Seen seen = fixture.store().ledger().find(id);
        assertThat(fixture.store().ledger().write(seen, (Step)
                        Lifecycle.standard().stopAsked(seen)))
                .isInstanceOf(Wrote.Done.class);
        assertThat(woken.await(GUARD.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private SessionId accepted() {
        SampleSession session = SampleSession.one();
        assertThat(fixture.store().queue().enqueue(session.asOf(fixture.store().ledger())))
                .isInstanceOf(Enqueued.Accepted.class);
        return session.id();
    }

    private interface Waiting {
        boolean await() throws InterruptedException;
    }

    /** Returns once it has looked in vain, from where on no poke can be missed. */
    private void waits(Waiting waiting) throws InterruptedException {
        Thread.ofVirtual().start(() -> {
            try {
                if (waiting.await()) {
                    woken.countDown();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(looked.await(GUARD.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
