package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Wrote;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Reporter;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Step;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That a waiting pod claims once, is known by what it claimed, and can be sent away for good. */
public abstract class PodClaimsContract extends StoreContract {

    private static Claimant pod(String uid) {
        return new Claimant(new Instance(uid + "/runner-1"), Claimant.Kind.POD);
    }

    private Wrote claims(String uid, SessionId id) {
        return write(id, seen -> RULES.claimed(seen, pod(uid)).answering(RequestId.ofPod(uid)));
    }

    private Optional<SessionId> next(String uid) {
        return next(RequestId.ofPod(uid).value(), ECHO);
    }

    private void lapse(SessionId id) {
        fixture.advance(RULES.claimLease().plusSeconds(1));
        assertDone(write(id, RULES::silence));
    }

    @Test
    void aPodIsKnownByWhatItHasClaimed() {
        assertThat(ledger.claimedBy("uid-1")).isEmpty();
        SessionId id = accepted(SampleSession.one());
        next("uid-1");
        assertDone(claims("uid-1", id));
        Seen seen = ledger.claimedBy("uid-1").orElseThrow();
        assertThat(seen.id()).isEqualTo(id);
        assertThat(seen.head()).contains(head(id));
        assertThat(seen.version()).isEqualTo(ledger.find(id).version());
        assertThat(seen.epoch()).isEqualTo(ledger.find(id).epoch());
    }

    @Test
    void aPodClaimsOnceWhateverBecomesOfIt() {
        SessionId first = accepted(SampleSession.one());
        next("uid-1");
        assertDone(claims("uid-1", first));
        SessionId second = accepted(SampleSession.one());
        assertThat(claims("uid-1", second)).isEqualTo(new Wrote.AtCap());
        lapse(first);
        assertThat(claims("uid-1", first)).isEqualTo(new Wrote.AtCap());
        stop(first);
        assertThat(claims("uid-1", second)).isEqualTo(new Wrote.AtCap());
        assertThat(ledger.claimedBy("uid-1").orElseThrow().id()).isEqualTo(first);
    }

    @Test
    void aRepeatedClaimOfAPodIsDone() {
        SessionId id = accepted(SampleSession.one());
        Seen seen = ledger.find(id);
        var step = (Step) RULES.claimed(seen, pod("uid-1"));
        assertDone(ledger.write(seen, step));
        assertDone(ledger.write(seen, step));
    }

    @Test
    void aSessionMayBeClaimedByOnePodAfterTheOther() {
        SessionId id = accepted(SampleSession.one());
        assertDone(claims("uid-1", id));
        lapse(id);
        assertDone(claims("uid-2", id));
        assertThat(ledger.claimedBy("uid-1").orElseThrow().id()).isEqualTo(id);
        assertThat(ledger.claimedBy("uid-2").orElseThrow().id()).isEqualTo(id);
        assertThat(head(id).pod()).contains("uid-2");
    }

    @Test
    void theRunnerOfAPodIsKnownByItToo() {
        SessionId id = accepted(SampleSession.one());
        assertDone(claims("uid-1", id));
        var runner = new Reporter(1, new Instance("uid-1/runner-1"));
        assertDone(write(id, seen -> RULES.redeemed(seen, runner, 1)));
        assertThat(head(id).pod()).contains("uid-1");
        assertThat(ledger.claimedBy("uid-1").orElseThrow().head()).contains(head(id));
    }

    @Test
    void aPodThatWasSentAwayClaimsNothingNotEvenWhatItWasShown() {
        SessionId id = accepted(SampleSession.one());
        assertThat(next("uid-1")).contains(id);
        assertThat(queue.retire(RequestId.ofPod("uid-1"))).isFalse();
        Seen shown = ledger.find(id);
        fixture.advance(HOLD.plusSeconds(1));
        assertThat(queue.isRetired(RequestId.ofPod("uid-1"))).isFalse();
        assertThat(queue.retire(RequestId.ofPod("uid-1"))).isTrue();
        assertThat(queue.isRetired(RequestId.ofPod("uid-1"))).isTrue();
        assertThat(ledger.write(shown, (Step) RULES.claimed(shown, pod("uid-1"))))
                .isEqualTo(new Wrote.AtCap());
        assertThat(next("uid-1")).isEmpty();
        assertThat(next("uid-2")).contains(id);
    }

    @Test
    void aPodThatHasClaimedIsNotSentAwayThoughItsMarkWasAnothersByThen() {
        SessionId id = accepted(SampleSession.one());
        next("uid-1");
        fixture.advance(HOLD.plusSeconds(1));
        next("uid-2");
        assertDone(claims("uid-1", id));
        assertThat(queue.retire(RequestId.ofPod("uid-1"))).isFalse();
        assertThat(queue.retire(RequestId.ofPod("uid-2"))).isTrue();
    }

    @Test
    void aPodIsForgottenWithTheRecord() {
        SessionId id = accepted(SampleSession.one());
        assertDone(claims("uid-1", id));
        lapse(id);
        assertDone(claims("uid-2", id));
        stop(id);
        fixture.advance(Duration.ofHours(80));
        queue.depth();
        assertThat(next("uid-3")).isEmpty();
        assertThat(ledger.claimedBy("uid-1")).isEmpty();
        assertThat(ledger.claimedBy("uid-2")).isEmpty();
        assertThat(fixture.store().audit().strays()).isEmpty();
    }
}
