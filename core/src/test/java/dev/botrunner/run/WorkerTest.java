package dev.botrunner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.link.Child;
import dev.botrunner.link.Claim;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Loop.Did;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Instance;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private static final Instance ME = new Instance("worker-1");
    private static final BotName ECHO = new BotName("echo");
    private static final Claim FIRST = claim("01k0000000000000000000000a");
    private static final Claim SECOND = claim("01k0000000000000000000000b");
    private static final Child CHILD = new Child(FIRST.session(), 1, 1);

    private final HandTicker ticker = new HandTicker();
    private final TwinWorkerLink link = new TwinWorkerLink();
    private final TwinStarter starter = new TwinStarter();
    private final Worker worker = new Worker(new Worker.Settings(ME, Set.of(ECHO), 2), link, starter, ticker);

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
        var reaper = worker.reaper();
        assertThatThrownBy(reaper::step).isInstanceOf(DependencyException.class);
        reaper.step();
        reaper.step();
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
        var reaper = worker.reaper();
        assertThatThrownBy(reaper::step).isInstanceOf(DependencyException.class);
        ticker.advance(Duration.ofSeconds(11));
        assertThat(reaper.step()).isEqualTo(Did.FINISHED);
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
        var reaper = worker.reaper();
        assertThat(reaper.step()).isEqualTo(Did.WORK);
        assertThat(reaper.step()).isEqualTo(Did.FINISHED);
        assertThat(link.exits).hasSize(1);
    }

    @Test
    void aStoppedWorkerDoesNotWaitForEverForAControlServerThatIsGone() throws InterruptedException {
        link.answers.add(work(FIRST));
        worker.step();
        worker.endAll(Duration.ofSeconds(20));
        starter.gone(FIRST, ExitStatus.code(143));
        link.exitFailures = 2;
        var reaper = worker.reaper();
        assertThatThrownBy(reaper::step).isInstanceOf(DependencyException.class);
        ticker.advance(Duration.ofSeconds(9));
        assertThatThrownBy(reaper::step).isInstanceOf(DependencyException.class);
        ticker.advance(Duration.ofSeconds(2));
        assertThat(reaper.step()).isEqualTo(Did.FINISHED);
    }

    @Test
    void theReaperStaysWhileAClaimThatCameWithTheStopBecomesAChild() throws InterruptedException {
        link.answers.add(work(FIRST));
        var reaper = worker.reaper();
        starter.whenStarting = () -> {
            worker.drain();
            assertThat(worker.isOver()).isFalse();
        };
        worker.step();
        assertThat(worker.busy()).isOne();
        starter.gone(FIRST, ExitStatus.code(0));
        assertThat(reaper.step()).isEqualTo(Did.WORK);
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
        worker.reaper().step();
        assertThat(link.exits).isEqualTo(List.of(Map.entry(CHILD, ExitStatus.code(10))));
    }

    private static Work.Orders work(Claim claim) {
        return new Work.Orders(Optional.of(claim), List.of());
    }

    private static Claim claim(String id) {
        return new Claim(new SessionId(id), 1, 1, ECHO, Optional.of(new Ticket("t")));
    }

    private static final class TwinWorkerLink implements WorkerLink {
        private final Deque<Work> answers = new ArrayDeque<>();
        private final List<Claiming> asked = new ArrayList<>();
        private final List<Map.Entry<Child, ExitStatus>> exits = new ArrayList<>();
        private int failures;
        private int exitFailures;

        @Override
        public Work claim(Claiming claiming, Duration wait) {
            asked.add(claiming);
            if (failures > 0) {
                failures--;
                throw down();
            }
            return answers.isEmpty() ? new Work.Orders(Optional.empty(), List.of()) : answers.poll();
        }

        @Override
        public void exited(Instance me, Child child, ExitStatus status) {
            if (exitFailures > 0) {
                exitFailures--;
                throw down();
            }
            exits.add(Map.entry(child, status));
        }

        private static DependencyException down() {
            return new DependencyException(new Failure(ErrorCode.LINK_UNAVAILABLE, "down"));
        }
    }

    private static final class TwinStarter implements ChildStarter {
        private final List<Claim> started = new ArrayList<>();
        private final Map<Claim, Consumer<ExitStatus>> living = new HashMap<>();
        private final List<String> log = new ArrayList<>();
        private Optional<ErrorCode> failure = Optional.empty();
        private Runnable whenStarting = () -> {};

        @Override
        public Started start(Claim claim, Consumer<ExitStatus> whenGone) {
            whenStarting.run();
            if (failure.isPresent()) {
                throw new DependencyException(new Failure(failure.get(), "cannot"));
            }
            started.add(claim);
            living.put(claim, whenGone);
            return new Started() {
                @Override
                public void leave() {
                    log.add("leave");
                }

                @Override
                public void kill() {
                    log.add("kill");
                }
            };
        }

        private void gone(Claim claim, ExitStatus status) {
            Optional.ofNullable(living.remove(claim)).ifPresent(told -> told.accept(status));
        }
    }
}
