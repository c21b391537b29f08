package dev.botrunner.testkit.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.launch.DispatchDesk;
import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Loop.Did;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Retry;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import dev.botrunner.testkit.LaunchScript;
import dev.botrunner.testkit.LoopStepper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds launches back: a cluster that takes no more for now, and one that refuses a bot's objects. */
class BrakesTest {

    private static final LaunchScript BUSY = new LaunchScript.Throttles(
            new Failure(ErrorCode.LAUNCHER_UNAVAILABLE, "Too many requests"), Duration.ofSeconds(7));
    private static final LaunchScript FORBIDDEN =
            new LaunchScript.Refuses(new Failure(ErrorCode.FORBIDDEN, "No rights"), new Retry.Never());

    private final OneServer server = new OneServer();
    private final DispatchDesk desk = server.desk();

    private void all(List<Loop> dispatchers) throws InterruptedException {
        for (Loop dispatcher : dispatchers) {
            LoopStepper.untilIdle(dispatcher);
        }
    }

    private int created() {
        return server.twin.created();
    }

    @Test
    void aClusterThatTakesNoMoreIsLeftAloneForAsLongAsItSaysAndNoTryIsBurnt() throws InterruptedException {
        List<Loop> dispatchers = desk.dispatchers(4);
        SessionId id = server.join();
        SessionId next = server.join();
        server.twin.script(BUSY);
        dispatchers.getFirst().step();
        assertThat(desk.isHeldBack()).isTrue();
        all(dispatchers);
        assertThat(created()).as("while it wants none").isZero();
        assertThat(server.head(next).isInLine()).isTrue();
        server.ticker.advance(Duration.ofSeconds(7));
        LoopStepper.untilIdle(server.deadlines());
        all(dispatchers);
        assertThat(created()).isEqualTo(2);
        assertThat(server.head(id).progress().attempt()).isEqualTo(1);
    }

    @Test
    void afterwardsFewerAreUnderWayUntilLaunchesComeThroughAgain() throws InterruptedException {
        List<Loop> dispatchers = desk.dispatchers(4);
        for (int i = 0; i < 4; i++) {
            server.join();
            server.twin.script(new LaunchScript.LosesRequest());
        }
        for (Loop dispatcher : dispatchers) {
            dispatcher.step();
        }
        assertThat(desk.isHeldBack()).as("all four are under way").isFalse();
        server.twin.script(BUSY);
        server.ticker.advance(Duration.ofSeconds(1));
        dispatchers.getFirst().step();
        assertThat(desk.isHeldBack()).isTrue();
        server.ticker.advance(Duration.ofSeconds(8));
        all(dispatchers);
        for (int i = 0; i < 20; i++) {
            server.join();
        }
        all(dispatchers);
        assertThat(desk.isHeldBack()).as("after many that came through").isFalse();
    }

    @Test
    void sessionsOfABotWhoseObjectsAreRefusedWaitInTheirLineAndOneIsTriedAfterAPause() throws InterruptedException {
        Loop dispatcher = desk.dispatchers(1).getFirst();
        SessionId first = server.join();
        server.twin.script(FORBIDDEN);
        LoopStepper.untilIdle(dispatcher);
        assertThat(server.head(first).stage()).isEqualTo(Stage.ENDED);
        SessionId second = server.join();
        SessionId third = server.join();
        assertThat(dispatcher.step()).isEqualTo(Did.NOTHING);
        server.ticker.advance(Duration.ofSeconds(30));
        server.twin.script(FORBIDDEN);
        LoopStepper.untilIdle(dispatcher);
        assertThat(server.head(second).stage()).isEqualTo(Stage.ENDED);
        assertThat(server.head(third).isInLine()).isTrue();
        server.ticker.advance(Duration.ofSeconds(59));
        assertThat(dispatcher.step()).as("longer each time").isEqualTo(Did.NOTHING);
        server.ticker.advance(Duration.ofSeconds(1));
        SessionId fourth = server.join();
        LoopStepper.untilIdle(dispatcher);
        assertThat(server.head(third).stage()).isEqualTo(Stage.STARTING);
        assertThat(server.head(fourth).stage()).isEqualTo(Stage.STARTING);
    }

    @Test
    void whatFailsOfThoseThatWereUnderWayTogetherIsOneFailureAndOneAtATimeIsTried() throws InterruptedException {
        List<Loop> dispatchers = desk.dispatchers(4);
        for (int i = 0; i < 4; i++) {
            server.join();
            server.twin.script(new LaunchScript.LosesRequest());
        }
        for (Loop dispatcher : dispatchers) {
            dispatcher.step();
        }
        for (int i = 0; i < 4; i++) {
            server.twin.script(FORBIDDEN);
        }
        server.ticker.advance(Duration.ofSeconds(1));
        all(dispatchers);
        for (int i = 0; i < 4; i++) {
            server.join();
        }
        server.ticker.advance(Duration.ofSeconds(29));
        all(dispatchers);
        assertThat(created()).isZero();
        server.ticker.advance(Duration.ofSeconds(1));
        server.twin.script(FORBIDDEN);
        all(dispatchers);
        assertThat(created()).as("the one that is tried fails").isZero();
        server.ticker.advance(Duration.ofSeconds(59));
        all(dispatchers);
        assertThat(created()).isZero();
        server.ticker.advance(Duration.ofSeconds(1));
        all(dispatchers);
        assertThat(created()).isEqualTo(3);
    }

    @Test
    void theOneThatIsTriedFailsThoughItWillBeTriedAgainByItself() throws InterruptedException {
        Loop dispatcher = desk.dispatchers(1).getFirst();
        server.join();
        server.twin.script(FORBIDDEN);
        LoopStepper.untilIdle(dispatcher);
        server.join();
        server.ticker.advance(Duration.ofSeconds(30));
        server.twin.script(new LaunchScript.Refuses(
                new Failure(ErrorCode.FORBIDDEN, "No rights"), new Retry.SameAttemptAfter(Duration.ofSeconds(3))));
        LoopStepper.untilIdle(dispatcher);
        server.ticker.advance(Duration.ofSeconds(59));
        LoopStepper.untilIdle(server.deadlines());
        LoopStepper.untilIdle(dispatcher);
        assertThat(created()).isZero();
    }
}
