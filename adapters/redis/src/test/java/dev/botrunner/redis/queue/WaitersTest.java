package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.BotName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
        waiters.work("echo");
        assertThat(next()).isEqualTo("first");
        waiters.work("echo");
        assertThat(next()).isEqualTo("second");
    }

    @Test
    void twoSessionsWakeTwo() throws InterruptedException {
        waits("one", ECHO);
        waits("other", ECHO);
        waiters.work("echo");
        waiters.work("echo");
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("one", "other");
    }

    @Test
    void aSessionOfAnotherBotIsForOthers() throws InterruptedException {
        waits("for echo", ECHO);
        waits("for chat", CHAT);
        waiters.work("chat");
        assertThat(next()).isEqualTo("for chat");
        waiters.work("echo");
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
        assertThat(waiters.awaitWork(Set.of(ECHO), NEVER, () -> true)).isTrue();
        assertThat(next()).isEqualTo("waiting");
    }

    @Test
    void aPokeIsHandedOnByWhoeverLeavesWithoutIt() throws InterruptedException {
        var asking = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        waits("leaving", ECHO, Duration.ZERO, () -> {
            asking.countDown();
            await(answer);
            return false;
        });
        await(asking);
        waits("staying", ECHO);
        waiters.work("echo");
        answer.countDown();
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("leaving", "staying");
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
    private void waits(String name, BotName bot) {
        var looked = new CountDownLatch(1);
        waits(name, bot, NEVER, () -> {
            looked.countDown();
            return false;
        });
        await(looked);
    }

    private void waits(String name, BotName bot, Duration atMost, BooleanSupplier offered) {
        Thread.ofVirtual().start(() -> {
            try {
                waiters.awaitWork(Set.of(bot), atMost, offered);
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
