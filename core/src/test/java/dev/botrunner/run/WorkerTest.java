package dev.botrunner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.link.Child;
import dev.botrunner.link.Claim;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Loop.Did;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private static final Instance ME = new Instance("worker-1");
    private static final BotName ECHO = new BotName("echo");
    private static final Claim FIRST = claim("01k0000000000000000000000a");
    private static final Claim SECOND = claim("01k0000000000000000000000b");
    private static final Child CHILD = new Child(FIRST.session(), 1, 1);

    private final HandTicker ticker = new HandTicker();
    private Set<BotName> bots = Set.of(ECHO);
    private final TwinWorkerLink link = new TwinWorkerLink();
    private final TwinStarter starter = new TwinStarter();
    private final Worker worker = new Worker(new Worker.Settings(ME, () -> bots, 2), link, starter, ticker);

    @Test
    void aClaimBecomesAChildThatIsNamedFromThenOn() throws InterruptedException {
        link.answers.add(work(FIRST));
        worker.step();
        worker.step();
        assertThat(starter.started).containsExactly(FIRST);
        assertThat(link.asked.getLast().children()).containsExactly(CHILD);
    }

    @Test
    void aFullWorkerAsksForNothingMore() throws InterruptedException {
        link.answers.add(work(FIRST));
        link.answers.add(work(SECOND));
        worker.step();
        worker.step();
        worker.drain();
        worker.step();
        assertThat(link.asked.getLast().bots()).isEmpty();
        assertThat(link.asked.getLast().children()).hasSize(2);
    }

    @Test
    void aCallWhoseAnswerWasLostIsRepeatedUnderTheSameName() throws InterruptedException {
        link.failures = 1;
        assertThatThrownBy(worker::step).isInstanceOf(DependencyException.class);
        worker.step();
        worker.step();
        var names = link.asked.stream().map(WorkerLink.Claiming::request).toList();
        assertThat(names.get(0)).isEqualTo(names.get(1));
        assertThat(names.get(2)).isNotEqualTo(names.get(1));
    }

    @Test
    void aClaimThatIsGivenAgainStartsNoSecondChild() throws InterruptedException {
        link.answers.add(work(FIRST));
        link.answers.add(work(FIRST));
        worker.step();
        worker.step();
        assertThat(starter.started).containsExactly(FIRST);
    }

    @Test
    void exitsAreReportedUntilTheyAreHeard() throws InterruptedException {
        link.answers.add(work(FIRST));
        worker.step();
        starter.gone(FIRST, ExitStatus.signal(9));
        link.exitFailures = 1;
        var exits = worker.exits();
        assertThatThrownBy(exits::step).isInstanceOf(DependencyException.class);
        exits.step();
        exits.step();
        assertThat(link.exits).isEqualTo(List.of(Map.entry(CHILD, ExitStatus.signal(9))));
        assertThat(worker.busy()).isZero();
    }

    @Test
    void aWorkerThatIsDoneDoesNotWaitForEverToReport() throws InterruptedException {
        link.answers.add(work(FIRST));
        worker.step();
        worker.drain();
        starter.gone(FIRST, ExitStatus.code(0));
        link.exitFailures = 100;
        var exits = worker.exits();
        assertThatThrownBy(exits::step).isInstanceOf(DependencyException.class);
        ticker.advance(Duration.ofSeconds(11));
        assertThat(exits.step()).isEqualTo(Did.FINISHED);
    }

    @Test
    void aChildThatMustGoIsToldSoThenKilled() throws InterruptedException {
        link.answers.add(work(FIRST));
        worker.step();
        link.answers.add(new Work.Orders(Optional.empty(), List.of(CHILD)));
        worker.step();
        assertThat(starter.log).containsExactly("leave");
        worker.step();
        assertThat(link.asked.getLast().children()).isEmpty();
        var reaper = worker.reaper();
        reaper.step();
        assertThat(starter.log).containsExactly("leave");
        ticker.advance(Duration.ofSeconds(6));
        reaper.step();
        reaper.step();
        assertThat(starter.log).containsExactly("leave", "kill");
    }

    @Test
    void aDrainingWorkerEndsWithItsLastChild() throws InterruptedException {
        link.answers.add(work(FIRST));
        worker.step();
        worker.drain();
        starter.gone(FIRST, ExitStatus.code(0));
        assertThat(worker.step()).isEqualTo(Did.FINISHED);
        var exits = worker.exits();
        assertThat(exits.step()).isEqualTo(Did.WORK);
        assertThat(exits.step()).isEqualTo(Did.FINISHED);
        assertThat(link.exits).hasSize(1);
    }

    @Test
    void aStoppedWorkerDoesNotWaitForEverForAControlServerThatIsGone() throws InterruptedException {
        link.answers.add(work(FIRST));
        worker.step();
        worker.endAll(Duration.ofSeconds(20));
        starter.gone(FIRST, ExitStatus.code(143));
        link.exitFailures = 2;
        var exits = worker.exits();
        assertThatThrownBy(exits::step).isInstanceOf(DependencyException.class);
        ticker.advance(Duration.ofSeconds(9));
        assertThatThrownBy(exits::step).isInstanceOf(DependencyException.class);
        ticker.advance(Duration.ofSeconds(2));
        assertThat(exits.step()).isEqualTo(Did.FINISHED);
    }

    @Test
    void reportsGoOnWhileAClaimThatCameWithTheStopBecomesAChild() throws InterruptedException {
        link.answers.add(work(FIRST));
        var exits = worker.exits();
        starter.whenStarting = () -> {
            worker.drain();
            assertThat(worker.isOver()).isFalse();
        };
        worker.step();
        assertThat(worker.busy()).isOne();
        starter.gone(FIRST, ExitStatus.code(0));
        assertThat(exits.step()).isEqualTo(Did.WORK);
        assertThat(link.exits).hasSize(1);
    }

    @Test
    void aWorkerThatIsToldTwiceEndsItsChildrenWithinTheirGoodBye() throws InterruptedException {
        link.answers.add(work(FIRST));
        worker.step();
        worker.endAll(Duration.ofSeconds(20));
        assertThat(starter.log).containsExactly("leave");
        ticker.advance(Duration.ofSeconds(21));
        worker.reaper().step();
        assertThat(starter.log).containsExactly("leave", "kill");
    }

    @Test
    void aChildThatCouldNotBeStartedIsReportedAsAFailedTry() throws InterruptedException {
        starter.failure = Optional.of(ErrorCode.LAUNCHER_UNAVAILABLE);
        link.answers.add(work(FIRST));
        worker.step();
        worker.exits().step();
        assertThat(link.exits).isEqualTo(List.of(Map.entry(CHILD, ExitStatus.code(10))));
    }

    @Test
    void aMistakeAtTheStartOfAChildCostsNoSlot() throws InterruptedException {
        starter.whenStarting = () -> {
            throw new IllegalStateException("a mistake");
        };
        link.answers.add(work(FIRST));
        assertThatThrownBy(worker::step).isInstanceOf(IllegalStateException.class);
        worker.exits().step();
        assertThat(worker.busy()).isZero();
        assertThat(link.exits).isEqualTo(List.of(Map.entry(CHILD, ExitStatus.code(10))));
    }

    @Test
    void aReportThatHangsKeepsNobodyAlive() throws InterruptedException {
        link.answers.add(work(FIRST));
        link.answers.add(work(SECOND));
        worker.step();
        worker.step();
        starter.gone(FIRST, ExitStatus.code(0));
        link.hanging = Optional.of(new CountDownLatch(1));
        var exits = LoopRunner.start(worker.exits(), Pace.STANDARD, ticker);
        worker.endAll(Duration.ofSeconds(20));
        ticker.advance(Duration.ofSeconds(21));
        worker.reaper().step();
        assertThat(starter.log).containsExactly("leave", "kill");
        link.hanging.get().countDown();
        exits.close();
    }

    @Test
    void aBotThatIsNewInTheFileIsAskedForFromThenOn() throws InterruptedException {
        bots = Set.of();
        assertThat(worker.step()).isEqualTo(Did.NOTHING);
        assertThat(link.asked).isEmpty();
        bots = Set.of(new BotName("chat"));
        worker.step();
        assertThat(link.asked.getLast().bots()).isEqualTo(bots);
    }

    @Test
    void aCallThatIsHeldForTheBotsOfBeforeIsCalledOff() throws InterruptedException {
        link.whenAsked = () -> {
            link.whenAsked = () -> {};
            bots = Set.of(ECHO, new BotName("chat"));
            worker.exits().step();
        };
        worker.step();
        assertThat(link.asked.getLast().bots()).isEmpty();
    }

    /** The call would wait for three seconds otherwise, and an order to stop with it. */
    @Test
    void whatHappensJustBeforeAWaitIsNotMissed() throws InterruptedException {
        var children = new Children(ticker);
        children.poke();
        children.awaitFree(0, Duration.ofDays(1));
        children.add(CHILD);
        children.awaitFree(0, Duration.ofDays(1));
    }

    private static Work.Orders work(Claim claim) {
        return new Work.Orders(Optional.of(claim), List.of());
    }

    private static Claim claim(String id) {
        return new Claim(new SessionId(id), 1, 1, ECHO, Optional.of(new Ticket("t")));
    }
}
