package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.link.Child;
import dev.botrunner.link.Claim;
import dev.botrunner.link.Redeemed;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Threads;
import dev.botrunner.session.BotName;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How workers get sessions, keep them, are told which children to kill, and report exits. */
public abstract class WorkerLinkContract extends LinkContract {

    private static final Instance OTHER_WORKER = new Instance("worker-2");

    @Test
    void aClaimTakesASessionAndGivesItsTicket() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim();
        assertThat(claim.session()).isEqualTo(id);
        assertThat(claim.bot()).isEqualTo(ECHO);
        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(stage(id)).isEqualTo(Stage.STARTING);
        assertThat(redeem(claim).assignment().spec().id()).isEqualTo(id);
    }

    @Test
    void anEmptyQueueGivesNothing() throws InterruptedException {
        assertThat(ask(request(), List.of())).isEqualTo(new Work.Orders(Optional.empty(), List.of()));
    }

    @Test
    void onlySessionsOfTheBotsAskedForAreGiven() throws InterruptedException {
        join();
        var claiming = new WorkerLink.Claiming(WORKER, request(), Set.of(new BotName("chat")), List.of());
        assertThat(worker().claim(claiming, Duration.ZERO)).isEqualTo(new Work.Orders(Optional.empty(), List.of()));
    }

    @Test
    void theSameRequestGetsTheSameClaimAgain() throws InterruptedException {
        join();
        join();
        RequestId request = request();
        var first = ask(request, List.of());
        assertThat(ask(request, List.of())).isEqualTo(first);
        assertThat(claim().session()).isNotEqualTo(first.claim().orElseThrow().session());
    }

    @Test
    void aRequestThatWasAnsweredWithNothingMayBeRepeated() throws InterruptedException {
        RequestId request = request();
        assertThat(ask(request, List.of()).claim()).isEmpty();
        SessionId id = join();
        assertThat(ask(request, List.of()).claim().map(Claim::session)).contains(id);
    }

    @Test
    void aRequestWhoseSessionHasEndedSinceGetsAnother() throws InterruptedException {
        RequestId request = request();
        SessionId ended = join();
        assertThat(ask(request, List.of()).claim().map(Claim::session)).contains(ended);
        stop(ended);
        SessionId next = join();
        assertThat(ask(request, List.of()).claim().map(Claim::session)).contains(next);
        assertThat(ask(request, List.of()).claim().map(Claim::session)).contains(next);
    }

    @Test
    void aHeldClaimIsAnsweredWhenASessionComes() throws InterruptedException {
        var got = new AtomicReference<Work>();
        var done = new CountDownLatch(1);
        var claiming = new WorkerLink.Claiming(WORKER, request(), Set.of(ECHO), List.of());
        Threads.virtual("held-claim", () -> {
            try {
                got.set(worker().claim(claiming, Duration.ofSeconds(10)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            done.countDown();
        });
        SessionId id = join();
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(got.get())
                .isInstanceOfSatisfying(
                        Work.Orders.class,
                        orders -> assertThat(orders.claim().map(Claim::session)).contains(id));
    }

    @Test
    void askingForNothingCallsOffAHeldClaim() throws InterruptedException {
        var got = new AtomicReference<Work>();
        var asked = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        var claiming = new WorkerLink.Claiming(WORKER, request(), Set.of(ECHO), List.of());
        Threads.virtual("held-claim", () -> {
            asked.countDown();
            try {
                got.set(worker().claim(claiming, Duration.ofSeconds(10)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            done.countDown();
        });
        asked.await();
        while (!done.await(20, TimeUnit.MILLISECONDS)) {
            assertThat(children()).isEmpty();
        }
        assertThat(got.get()).isEqualTo(new Work.Orders(Optional.empty(), List.of()));
    }

    @Test
    void namingAChildRenewsItsClaim() throws InterruptedException {
        SessionId id = join();
        Child child = child(claim());
        clock.advance(Duration.ofSeconds(20));
        assertThat(children(child)).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        assertThat(head(id).silence().orElseThrow()).isAfter(store.ledger().time());
        clock.advance(Duration.ofSeconds(11));
        assertThat(head(id).silence().orElseThrow()).isBefore(store.ledger().time());
    }

    @Test
    void aLapsedClaimGoesToAnotherWithTheSameAttemptAndItsTicketIsWorthless() throws InterruptedException {
        SessionId id = join();
        Claim lapsed = claim();
        clock.advance(rules.claimLease().plusSeconds(1));
        enter(id, rules::silence);
        Claim again = ask(OTHER_WORKER, request(), List.of()).claim().orElseThrow();
        assertThat(again.attempt()).isEqualTo(lapsed.attempt());
        assertThat(again.claim()).isGreaterThan(lapsed.claim());
        assertThat(runner().redeem(lapsed.ticket().orElseThrow(), ME)).isEqualTo(new Redeemed.Superseded());
        assertThat(children(child(lapsed))).containsExactly(child(lapsed));
    }

    @Test
    void childrenThatLiveAreLeftAlone() throws InterruptedException {
        join();
        Claim claim = claim();
        redeem(claim);
        assertThat(children(child(claim))).isEmpty();
    }

    @Test
    void childrenOfEndedSessionsAreToBeKilled() throws InterruptedException {
        SessionId id = join();
        Child child = child(claim());
        join();
        Child other = child(claim());
        stop(id);
        assertThat(children(child, other)).containsExactly(child);
    }

    @Test
    void childrenOfEarlierAttemptsAreToBeKilled() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim();
        redeem(claim);
        fallSilent(id);
        assertThat(children(child(claim))).containsExactly(child(claim));
    }

    @Test
    void childrenThatTheStoreHasForgottenAreLeftAlone() throws InterruptedException {
        join();
        Claim claim = claim();
        var session = redeem(claim).session();
        forget();
        assertThat(children(child(claim))).isEmpty();
        session.joined();
        assertThat(children(child(claim))).isEmpty();
    }

    @Test
    void theExitOfACurrentClaimCountsAsATry() throws InterruptedException {
        SessionId id = join();
        worker().exited(WORKER, child(claim()), ExitStatus.code(1));
        assertThat(stage(id)).isEqualTo(Stage.QUEUED);
        assertThat(head(id).progress().attempt()).isEqualTo(2);
    }

    @Test
    void aSupersededExitBeforeRedeemChangesNothing() throws InterruptedException {
        SessionId id = join();
        worker().exited(WORKER, child(claim()), ExitStatus.code(30));
        assertThat(stage(id)).isEqualTo(Stage.STARTING);
    }

    @Test
    void anExitOfAnotherClaimChangesNothing() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim();
        worker().exited(WORKER, new Child(id, 1, claim.claim() + 1), ExitStatus.code(1));
        assertThat(stage(id)).isEqualTo(Stage.STARTING);
    }

    @Test
    void aSignalThatKilledAJoinedBotIsToldByTheEnd() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim();
        redeem(claim).session().joined();
        worker().exited(WORKER, child(claim), ExitStatus.signal(9));
        assertThat(stage(id)).isEqualTo(Stage.ENDED);
        assertThat(end(claim).exitCode()).isEqualTo(OptionalInt.of(137));
    }

    @Test
    void anExitCountsThoughTheStoreHadForgotten() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim();
        var session = redeem(claim).session();
        forget();
        session.joined();
        worker().exited(WORKER, child(claim), ExitStatus.signal(9));
        assertThat(stage(id)).isEqualTo(Stage.ENDED);
        assertThat(end(claim).reason()).isEqualTo("bot_crashed");
    }

    @Test
    void anExitAfterAFinishChangesNothing() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim();
        redeem(claim).session().finish(RunnerEnd.completed("room_empty"));
        var before = head(id);
        worker().exited(WORKER, child(claim), ExitStatus.code(1));
        assertThat(head(id)).isEqualTo(before);
    }

    private SessionEnd end(Claim claim) {
        return ((SessionState.Ended) head(claim.session()).state()).end();
    }

    /** Asks about these children only. */
    private List<Child> children(Child... children) throws InterruptedException {
        var claiming = new WorkerLink.Claiming(WORKER, request(), Set.of(), List.of(children));
        return ((Work.Orders) worker().claim(claiming, Duration.ZERO)).kill();
    }
}
