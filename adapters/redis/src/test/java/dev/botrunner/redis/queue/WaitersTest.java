package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.BotName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Nobody looks by itself here: whoever wakes was poked. */
final class WaitersTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final BotName ECHO = new BotName("echo");
    private static final BotName CHAT = new BotName("chat");

    private final Waiters waiters = new Waiters(NEVER);

    /** The names of those whose waiting has ended, in that order. */
    private final BlockingQueue<String> woken = new LinkedBlockingQueue<>();

    @Test
    void oneSessionWakesTheOneWhoHasWaitedLongest() throws InterruptedException {
        waits("first", ECHO);
        waits("second", ECHO);
        waiters.work(ECHO);
        assertThat(next()).isEqualTo("first");
        waiters.work(ECHO);
        assertThat(next()).isEqualTo("second");
    }

    @Test
    void twoSessionsWakeTwo() throws InterruptedException {
        waits("one", ECHO);
        waits("other", ECHO);
        waiters.work(ECHO);
        waiters.work(ECHO);
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("one", "other");
    }

    @Test
    void aSessionOfAnotherBotIsForOthers() throws InterruptedException {
        waits("for echo", ECHO);
        waits("for chat", CHAT);
        waiters.work(CHAT);
        assertThat(next()).isEqualTo("for chat");
        waiters.work(ECHO);
        assertThat(next()).isEqualTo("for echo");
    }

    @Test
    void whatMayBeForAnybodyWakesAll() throws InterruptedException {
        waits("for echo", ECHO);
        waits("for chat", CHAT);
        waiters.anyWork();
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("for echo", "for chat");
    }

    @Test
    void whoFindsThatSomethingWasLeftWakesAnother() throws InterruptedException {
        waits("waiting", ECHO);
        assertThat(waiters.awaitWork(Set.of(ECHO), NEVER, () -> Optional.of(ECHO)))
                .isTrue();
        assertThat(next()).isEqualTo("waiting");
    }

    @Test
    void aPokeIsHandedOnByWhoeverLeavesWithoutIt() throws InterruptedException {
        var asking = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        waits("leaving", Set.of(ECHO), Duration.ZERO, () -> {
            asking.countDown();
            await(answer);
            return Optional.empty();
        });
        await(asking);
        waits("staying", ECHO);
        waiters.work(ECHO);
        answer.countDown();
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("leaving", "staying");
    }

    @Test
    void aPokeIsHandedOnToWhomItIsFor() throws InterruptedException {
        var asking = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        waits("leaving", Set.of(ECHO, CHAT), Duration.ZERO, () -> {
            asking.countDown();
            await(answer);
            return Optional.empty();
        });
        await(asking);
        waits("for chat", CHAT);
        waits("for echo", ECHO);
        waiters.work(ECHO);
        answer.countDown();
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("leaving", "for echo");
    }

    @Test
    void whoFindsThatSomethingWasLeftWakesOneWhomItIsFor() throws InterruptedException {
        waits("for chat", CHAT);
        waits("for echo", ECHO);
        assertThat(waiters.awaitWork(Set.of(CHAT, ECHO), NEVER, () -> Optional.of(ECHO)))
                .isTrue();
        assertThat(next()).isEqualTo("for echo");
    }

    @Test
    void eventsAreLookedForAgainOnceAStepLeavesSome() throws InterruptedException {
        var looks = new LinkedBlockingQueue<Integer>();
        Thread.ofVirtual().start(() -> {
            try {
                waiters.awaitEvents(NEVER, () -> {
                    looks.add(looks.size());
                    return looks.size() == 2;
                });
                woken.add("relay");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (looks.isEmpty()) {
            Thread.onSpinWait();
        }
        waiters.events();
        assertThat(next()).isEqualTo("relay");
    }

    /** Returns once it has found nothing, from where on no poke can be missed. */
    private void waits(String name, BotName... bots) {
        var looked = new CountDownLatch(1);
        waits(name, Set.of(bots), NEVER, () -> {
            looked.countDown();
            return Optional.empty();
        });
        await(looked);
    }

    private void waits(String name, Set<BotName> bots, Duration atMost, Supplier<Optional<BotName>> offered) {
        Thread.ofVirtual().start(() -> {
            try {
                waiters.awaitWork(bots, atMost, offered);
                woken.add(name);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private String next() throws InterruptedException {
        String name = woken.poll(30, TimeUnit.SECONDS);
        return name == null ? "nobody" : name;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
