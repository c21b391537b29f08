package dev.botrunner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.link.Answer;
import dev.botrunner.link.Orders;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.MirroringBus;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionRunnerTest {

    private final TwinLink link = new TwinLink();
    private final HandTicker ticker = new HandTicker();

    @Test
    void aBotThatReturnsEndsItsSession() throws InterruptedException {
        assertThat(run(context -> {
                    context.joined();
                    return RunnerEnd.completed("room_empty");
                }))
                .isEqualTo(ExitCode.DONE);
        assertThat(link.finishes).containsExactly(RunnerEnd.completed("room_empty"));
        assertThat(link.joins).hasValue(1);
    }

    @Test
    void eventsAreOutBeforeTheEndIsTold() throws InterruptedException {
        run(context -> {
            for (int i = 0; i < 1000; i++) {
                context.events().publish("bot.turn.bot", Json.obj().put("n", i).build());
            }
            return RunnerEnd.completed("done");
        });
        assertThat(link.eventsAtFinish).containsExactly(1000);
        assertThat(link.events).extracting(Envelope::type).containsOnly("bot.turn.bot");
    }

    @Test
    void aBotThatThrowsHasCrashedAndItsMessageIsNotTold() throws InterruptedException {
        var code = run(_ -> {
            throw new IllegalStateException("canary");
        });
        assertThat(code).isEqualTo(ExitCode.CRASHED);
        assertThat(link.finishes.getFirst().reason()).isEqualTo("bot_crashed");
        assertThat(link.finishes.getFirst().detail().orElse("")).doesNotContain("canary");
    }

    @Test
    void aBotsOwnExitCodeIsTheRunnersUnlessItIsTheRunnersWord() throws InterruptedException {
        assertThat(run(_ -> RunnerEnd.failed("bot_crashed", 10, "x"))).isEqualTo(ExitCode.TRY_AGAIN);
        assertThat(run(_ -> RunnerEnd.failed("bot_crashed", 30, "x"))).isEqualTo(ExitCode.CRASHED);
        assertThat(link.finishes.getLast().exitCode()).isEqualTo(OptionalInt.of(30));
    }

    @Test
    void anOrderIsPassedOnAndTheBotMaySayGoodBye() throws InterruptedException {
        link.says.add(leave(StopReason.REQUESTED, Duration.ofSeconds(20)));
        var seen = new ArrayList<EndOrder>();
        var code = run(context -> {
            context.joined();
            seen.add(context.end().await(Duration.ofSeconds(30)).orElseThrow());
            return RunnerEnd.completed("said_goodbye");
        });
        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(seen).containsExactly(new EndOrder("requested", Duration.ofSeconds(20)));
        assertThat(link.finishes).containsExactly(RunnerEnd.completed("said_goodbye"));
    }

    @Test
    void aBotThatDoesNotLeaveIsInterruptedWhenItsGoodByeIsOver() throws InterruptedException {
        link.says.add(leave(StopReason.REQUESTED, Duration.ofMillis(10)));
        var interrupted = new CountDownLatch(1);
        var ordered = new CountDownLatch(1);
        var running = Runs.start(Runs.runner(Runs.assignment(OnCrash.END), link, ticker, context -> {
            context.end().await(Duration.ofSeconds(30));
            ordered.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return RunnerEnd.completed("done");
        }));
        assertThat(ordered.await(30, TimeUnit.SECONDS)).isTrue();
        ticker.advance(Duration.ofSeconds(1));
        Runs.await(running);
        assertThat(interrupted.getCount()).isZero();
        assertThat(link.finishes).hasSize(1);
    }

    @Test
    void aSourceThatDoesNotAnswerKeepsNobodyWhoIsToldToLeave() throws InterruptedException {
        var loading = new CountDownLatch(1);
        var stuck = new CountDownLatch(1);
        var runner = Runs.runner(Runs.named(), link, ticker, _ -> RunnerEnd.completed("never"), _ -> {
            loading.countDown();
            stuck.await();
            return Optional.empty();
        });
        var running = Runs.start(runner);
        assertThat(loading.await(30, TimeUnit.SECONDS)).isTrue();
        runner.leave(new EndOrder("requested", Duration.ofHours(1)));
        assertThat(Runs.await(running)).isEqualTo(ExitCode.DONE);
        assertThat(link.finishes).extracting(RunnerEnd::exitCode).containsExactly(OptionalInt.of(0));
    }

    @Test
    void whoIsSupersededLeavesAtOnceAndSaysNothing() throws InterruptedException {
        link.says.add(Orders.over(Answer.SUPERSEDED));
        var code = run(context -> {
            context.end().await(Duration.ofSeconds(30));
            return RunnerEnd.completed("done");
        });
        assertThat(code).isEqualTo(ExitCode.SUPERSEDED);
        assertThat(link.finishes).isEmpty();
    }

    @Test
    void whoMayNotJoinDoesNotEnter() throws InterruptedException {
        link.joinAnswer = Answer.ENDED;
        var entered = new ArrayList<Boolean>();
        assertThat(run(context -> {
                    entered.add(context.joined());
                    return RunnerEnd.completed("done");
                }))
                .isEqualTo(ExitCode.SUPERSEDED);
        assertThat(entered).containsExactly(false);
    }

    @Test
    void joiningWaitsUntilTheControlServerHasIt() throws InterruptedException {
        link.brokenJoins.set(2);
        assertThat(run(context -> RunnerEnd.completed(context.joined() ? "in" : "out")))
                .isEqualTo(ExitCode.DONE);
        assertThat(link.finishes).containsExactly(RunnerEnd.completed("in"));
    }

    @Test
    void sigtermLeavesWithItsOwnCode() throws InterruptedException {
        var joined = new CountDownLatch(1);
        var runner = Runs.runner(Runs.assignment(OnCrash.END), link, ticker, context -> {
            context.joined();
            joined.countDown();
            context.end().await(Duration.ofSeconds(30));
            return RunnerEnd.completed("said_goodbye");
        });
        var running = Runs.start(runner);
        assertThat(joined.await(30, TimeUnit.SECONDS)).isTrue();
        runner.leave(new EndOrder(EndGate.EVICTED, Runs.GOOD_BYE));
        assertThat(Runs.await(running)).isEqualTo(ExitCode.TERMINATED);
        assertThat(link.finishes.getFirst().reason()).isEqualTo("evicted");
        assertThat(link.finishes.getFirst().exitCode()).isEqualTo(OptionalInt.of(143));
    }

    @Test
    void whoTakesItsWholeGoodByeStillTellsItsWord() throws InterruptedException {
        link.says.add(leave(StopReason.REQUESTED, Duration.ofSeconds(20)));
        run(context -> {
            EndOrder order = context.end().await(Duration.ofSeconds(30)).orElseThrow();
            ticker.advance(order.grace());
            return RunnerEnd.completed("last_word");
        });
        assertThat(link.finishes.getFirst().reason()).isEqualTo("last_word");
    }

    @Test
    void theMaximumIsKeptInsideTooAndCountsFromJoined() throws InterruptedException {
        var joined = new CountDownLatch(1);
        var running = Runs.start(Runs.runner(Runs.assignment(OnCrash.END), link, ticker, context -> {
            ticker.advance(Duration.ofHours(2));
            context.joined();
            joined.countDown();
            EndOrder order = context.end().await(Duration.ofSeconds(30)).orElseThrow();
            return RunnerEnd.completed(order.reason());
        }));
        assertThat(joined.await(30, TimeUnit.SECONDS)).isTrue();
        ticker.advance(Duration.ofMinutes(61));
        assertThat(Runs.await(running)).isEqualTo(ExitCode.DONE);
        assertThat(link.finishes.getFirst().reason()).isEqualTo("max_duration");
    }

    @Test
    void aBrokenLinkEndsNoCall() throws InterruptedException {
        link.broken = true;
        var release = new CountDownLatch(1);
        var running = Runs.start(Runs.runner(Runs.assignment(OnCrash.END), link, ticker, context -> {
            context.joined();
            ticker.advance(Duration.ofMinutes(30));
            var order = context.end().await(Duration.ofMillis(600));
            release.countDown();
            return RunnerEnd.completed(order.isPresent() ? "ended" : "went_on");
        }));
        assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
        Runs.await(running);
        assertThat(link.finishes).containsExactly(RunnerEnd.completed("went_on"));
    }

    @Test
    void whoMayBeLaunchedAgainLeavesAfterThirtySecondsWithoutAnAnswer() throws InterruptedException {
        link.broken = true;
        var running = Runs.start(Runs.runner(Runs.assignment(OnCrash.RELAUNCH), link, ticker, context -> {
            context.joined();
            ticker.advance(Duration.ofSeconds(31));
            EndOrder order = context.end().await(Duration.ofSeconds(30)).orElseThrow();
            return RunnerEnd.completed(order.reason());
        }));
        assertThat(Runs.await(running)).isEqualTo(ExitCode.CRASHED);
        assertThat(link.finishes.getFirst().reason()).isEqualTo(EndGate.LINK_LOST);
    }

    @Test
    void messagesComeOnceInOrderAndAreAcknowledged() throws InterruptedException {
        var first = new Message("m1", "note", Json.Obj.EMPTY);
        var second = new Message("m2", "note", Json.Obj.EMPTY);
        link.says.add(new Orders(Answer.GO_ON, Optional.empty(), List.of(first)));
        link.says.add(new Orders(Answer.GO_ON, Optional.empty(), List.of(first, second)));
        var taken = new ArrayList<Message>();
        run(context -> {
            taken.add(context.nextMessage(Duration.ofSeconds(30)).orElseThrow());
            taken.add(context.nextMessage(Duration.ofSeconds(30)).orElseThrow());
            context.nextMessage(Duration.ofMillis(200)).ifPresent(taken::add);
            assertThat(link.awaitTaken("m2")).isTrue();
            return RunnerEnd.completed("done");
        });
        assertThat(taken).containsExactly(first, second);
        assertThat(link.finishes).containsExactly(RunnerEnd.completed("done"));
    }

    @Test
    void theEndIsToldAgainUntilItIsHeard() throws InterruptedException {
        link.brokenFinishes.set(2);
        assertThat(run(_ -> RunnerEnd.completed("done"))).isEqualTo(ExitCode.DONE);
        assertThat(link.finishes).hasSize(1);
    }

    @Test
    void whoStandsAloneTellsItsOwnLife() throws InterruptedException {
        var runner = Runs.runner(
                Runs.assignment(OnCrash.END),
                link,
                ticker,
                context -> {
                    context.joined();
                    return RunnerEnd.completed("room_empty");
                },
                MirroringBus.Lifecycle.MIRRORED);
        Runs.await(Runs.start(runner));
        assertThat(link.events)
                .extracting(Envelope::type)
                .containsExactly("bot.session.running", "bot.session.joined", "bot.session.end");
        Json.Obj end = ((Json.Obj) link.events.getLast().data()).objAt("end").orElseThrow();
        assertThat(end.textAt("outcome")).contains("completed");
        assertThat(end.textAt("reason")).contains("room_empty");
        assertThat(end.textAt("stage")).contains("joined");
    }

    private ExitCode run(Bot bot) throws InterruptedException {
        return Runs.await(Runs.start(Runs.runner(Runs.assignment(OnCrash.END), link, ticker, bot)));
    }

    private static Orders leave(StopReason reason, Duration grace) {
        return new Orders(Answer.GO_ON, Optional.of(new Orders.Leave(reason, grace)), List.of());
    }
}
