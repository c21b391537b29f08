package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Subscription;
import dev.botrunner.queue.SessionLedger.Due;
import dev.botrunner.queue.Wrote;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.Retry;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Step;
import dev.botrunner.session.Verdict;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One way to change a record; what is due; what goes with the end. */
public abstract class SessionLedgerContract extends StoreContract {

    private static final Claimant CLAIMANT = new Claimant(WORKER, Claimant.Kind.WORKER);

    @Test
    void whatIsNotThereIsSeenAsAbsent() {
        Seen seen = ledger.find(SampleSession.one().id());
        assertThat(seen.head()).isEmpty();
        assertThat(seen.version()).isZero();
        assertThat(seen.epoch()).isNotEmpty();
        assertThat(ledger.spec(seen.id())).isEmpty();
    }

    @Test
    void timeAndEpochComeWithARecord() {
        SessionId id = accepted(SampleSession.one());
        Seen before = ledger.find(id);
        fixture.advance(Duration.ofSeconds(3));
        Seen after = ledger.find(id);
        assertThat(after.time()).isAfterOrEqualTo(before.time().plusSeconds(3));
        assertThat(ledger.time()).isAfterOrEqualTo(after.time());
        assertThat(after.epoch()).isEqualTo(before.epoch());
        assertThat(after.time()).isEqualTo(after.time().truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void aStepIsReadBackAsItWasWritten() {
        SessionId id = accepted(SampleSession.one().labelled("team", "red"));
        Seen seen = ledger.find(id);
        var step = (Step) RULES.claimed(seen, CLAIMANT);
        assertThat(ledger.write(seen, step)).isInstanceOfSatisfying(Wrote.Done.class, done -> {
            assertThat(done.now().head()).contains(step.next());
            assertThat(done.now().version()).isGreaterThan(seen.version());
        });
        assertThat(head(id)).isEqualTo(step.next());
    }

    @Test
    void ofTwoStepsFromOneRecordTheSecondIsStale() {
        SessionId id = accepted(SampleSession.one());
        Seen seen = ledger.find(id);
        var claim = (Step) RULES.claimed(seen, CLAIMANT);
        var stop = (Step) RULES.stopAsked(seen);
        assertDone(ledger.write(seen, claim));
        assertThat(ledger.write(seen, stop))
                .isInstanceOfSatisfying(
                        Wrote.Stale.class,
                        stale -> assertThat(stale.now().head()).contains(claim.next()));
        assertThat(head(id)).isEqualTo(claim.next());
    }

    @Test
    void theSameStepAgainIsDoneAndTellsNothingTwice() throws InterruptedException {
        SessionId id = accepted(SampleSession.one());
        Seen seen = ledger.find(id);
        var step = (Step) RULES.claimed(seen, CLAIMANT);
        Wrote first = ledger.write(seen, step);
        Wrote again = ledger.write(seen, step);
        assertThat(((Wrote.Done) again).now().version())
                .isEqualTo(((Wrote.Done) first).now().version());
        assertThat(outbox.next(10, Duration.ZERO)).hasSize(2);
    }

    @Test
    void anAbsentRecordIsCreatedOnce() {
        NewRecord one = newRecord();
        assertDone(ledger.write(one.absent(), one.first()));
        assertThat(head(one.absent().id())).isEqualTo(one.first().next());
        assertDone(claim(one.absent().id()));
        assertThat(ledger.write(one.absent(), one.first())).isInstanceOf(Wrote.Stale.class);
    }

    @Test
    void whatWasSeenInAnotherEpochIsStale() {
        SessionId id = accepted(SampleSession.one());
        Seen seen = ledger.find(id);
        fixture.forget();
        assertThat(ledger.write(seen, (Step) RULES.stopAsked(seen)))
                .isInstanceOfSatisfying(Wrote.Stale.class, stale -> {
                    assertThat(stale.now().head()).isEmpty();
                    assertThat(stale.now().epoch()).isNotEqualTo(seen.epoch());
                });
        assertThat(ledger.find(id).head()).isEmpty();
        NewRecord old = newRecord();
        fixture.forget();
        assertThat(ledger.write(old.absent(), old.first())).isInstanceOf(Wrote.Stale.class);
    }

    @Test
    void theSpecGoesWithTheEnd() {
        SessionId id = accepted(SampleSession.one());
        assertDone(claim(id));
        assertThat(ledger.spec(id)).isPresent();
        stop(id);
        assertThat(ledger.spec(id)).isEmpty();
        assertThat(head(id).stage()).isEqualTo(Stage.ENDED);
    }

    @Test
    void theStartDeadlineFallsDue() {
        SessionId id = accepted(SampleSession.one());
        assertThat(ledger.due(Due.DATES, 10)).isEmpty();
        fixture.advance(SampleSession.TERMS.startDeadline().plusSeconds(1));
        assertThat(ledger.due(Due.DATES, 10)).extracting(Seen::id).containsExactly(id);
        assertDone(write(id, RULES::date));
        assertThat(ledger.due(Due.DATES, 10)).isEmpty();
        assertThat(head(id).stage()).isEqualTo(Stage.ENDED);
    }

    @Test
    void backOffIsInNoLineUntilItsDate() {
        SessionId id = accepted(SampleSession.one());
        var launcher = new Claimant(WORKER, Claimant.Kind.LAUNCHER);
        assertDone(write(id, seen -> RULES.claimed(seen, launcher)));
        var failure = new Failure(ErrorCode.QUOTA, "no room");
        assertDone(
                write(id, seen -> RULES.refused(seen, 1, failure, new Retry.SameAttemptAfter(Duration.ofSeconds(2)))));
        assertThat(next("r1", ECHO)).isEmpty();
        assertThat(queue.place(id)).isEmpty();
        assertThat(queue.depth().rows()).singleElement().satisfies(row -> {
            assertThat(row.queued()).isEqualTo(1);
            assertThat(row.startable()).isZero();
            assertThat(row.inFlight()).isZero();
        });
        fixture.advance(Duration.ofSeconds(3));
        assertThat(ledger.due(Due.DATES, 10)).extracting(Seen::id).containsExactly(id);
        assertDone(write(id, RULES::date));
        assertThat(next("r2", ECHO)).contains(id);
    }

    @Test
    void silenceFollowsClaimAndBeat() {
        SessionId claimed = accepted(SampleSession.one());
        SessionId running = accepted(SampleSession.one());
        assertDone(claim(claimed));
        assertDone(claim(running));
        redeem(running);
        fixture.advance(Duration.ofSeconds(31));
        assertThat(ledger.due(Due.SILENCE, 10)).extracting(Seen::id).containsExactly(claimed);
        fixture.advance(Duration.ofSeconds(15));
        assertThat(ledger.due(Due.SILENCE, 10)).extracting(Seen::id).containsExactly(claimed, running);
        assertThat(ledger.due(Due.SILENCE, 1)).extracting(Seen::id).containsExactly(claimed);
    }

    @Test
    void readersAreToldOfEachChange() throws InterruptedException {
        BlockingQueue<SessionId> told = new LinkedBlockingQueue<>();
        Subscription subscription = ledger.changes(told::add);
        SessionId id = accepted(SampleSession.one());
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo(id);
        assertDone(claim(id));
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo(id);
        subscription.close();
        subscription.close();
        stop(id);
        assertThat(told).isEmpty();
    }

    @Test
    void aReaderThatFailsStopsNobody() throws InterruptedException {
        BlockingQueue<SessionId> told = new LinkedBlockingQueue<>();
        ledger.changes(_ -> {
            throw new IllegalStateException("a reader of this test");
        });
        ledger.changes(told::add);
        SessionId id = accepted(SampleSession.one());
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo(id);
    }

    @Test
    void everybodysReportIsEnteredHoweverManyWriteAtOnce() throws InterruptedException {
        SessionId id = accepted(SampleSession.one());
        var threads = new ArrayList<Thread>();
        for (String word : List.of("a", "b", "c", "d")) {
            threads.add(Thread.ofVirtual().start(() -> clerk().enter(id, seen -> say(seen, word))));
        }
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(60));
        }
        assertThat(head(id).mailbox().waiting()).hasSize(4);
    }

    private static Verdict say(Seen seen, String word) {
        return RULES.messaged(seen, new Message(word, "note", Json.Obj.EMPTY));
    }

    /** A record that no join has made, as one that is taken back. */
    private NewRecord newRecord() {
        var sample = SampleSession.one();
        return new NewRecord(ledger.find(sample.id()), sample.asOf(ledger).first());
    }

    private record NewRecord(Seen absent, Step first) {}
}
