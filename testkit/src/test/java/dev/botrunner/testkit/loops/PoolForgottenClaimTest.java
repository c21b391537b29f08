package dev.botrunner.testkit.loops;

import static dev.botrunner.testkit.loops.OneServer.ECHO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.launch.PoolPods.PoolPod;
import dev.botrunner.launch.PoolPods.Stage;
import dev.botrunner.loop.Loop;
import dev.botrunner.queue.Clerk;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionToken;
import dev.botrunner.testkit.faults.Faults;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A pod claims just before the store forgets, and just before it is asked to promise that the pod will never claim. */
class PoolForgottenClaimTest {

    private Consumer<OnePool> beforeThePromise = _ -> {};

    private final OnePool pool = new OnePool(new Faults() {
        @Override
        public void before(String call) {
            if (call.equals("queue.retire")) {
                Consumer<OnePool> once = beforeThePromise;
                beforeThePromise = _ -> {};
                once.accept(pool());
            }
        }

        @Override
        public void after(String call) {}
    });

    private OnePool pool() {
        return pool;
    }

    private List<String> uids() {
        return pool.pods.of(ECHO).stream().map(PoolPod::uid).toList();
    }

    private static void passes(OnePool pool, Loop duty, int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            pool.server.ticker.advance(Duration.ofSeconds(1));
            duty.step();
        }
    }

    /** Its token says what the store has forgotten. */
    private void beats(String uid, SessionHead was) {
        var token = new SessionToken(
                was.id(),
                was.about().tenant(),
                was.about().bot(),
                1,
                OnePool.claimant(uid).instance(),
                was.about().room().key(),
                pool.server.ticker.now(),
                was.terms(),
                was.events().epoch(),
                1,
                Optional.of(uid));
        assertThat(pool.server.enter(was.id(), seen -> OneServer.RULES.adopted(seen, token, true)))
                .isInstanceOf(Clerk.Entered.Changed.class);
    }

    @Test
    void aPodWhoseClaimWasForgottenBeforeItWasSentAwayIsNotEnded() throws InterruptedException {
        Loop duty = pool.duty();
        duty.step();
        pool.pods.of(ECHO).forEach(pod -> pool.pods.become(pod, Stage.WAITING, pool.server.ticker.now()));
        passes(pool, duty, 46);
        String busy = uids().getFirst();
        var forgotten = new HashMap<String, SessionHead>();
        beforeThePromise = it -> {
            uids().forEach(uid -> forgotten.put(uid, it.server.head(it.running(uid))));
            it.server.memory.forget();
        };
        pool.shape(0);
        passes(pool, duty, 10);
        assertThat(uids()).contains(busy).hasSize(2);
        forgotten.forEach(this::beats);
        passes(pool, duty, 100);
        assertThat(uids()).contains(busy).hasSize(2);
    }
}
