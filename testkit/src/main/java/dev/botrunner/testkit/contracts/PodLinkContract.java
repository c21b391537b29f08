package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.botrunner.link.Claim;
import dev.botrunner.link.Redeemed;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Phase;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What pods may claim by their own tokens: those that wait one session, once; workers any number of one bot's. */
public abstract class PodLinkContract extends LinkContract {

    private static final BotName CHAT = new BotName("chat");
    /** Less than such a call may be held. */
    private static final Duration GUARD = Duration.ofSeconds(8);

    private static final Work NOTHING = new Work.Orders(Optional.empty(), List.of());

    private Work claims(WorkerLink link, Instance me, RequestId request, BotName... bots) throws InterruptedException {
        return link.claim(new WorkerLink.Claiming(me, request, Set.of(bots), List.of()), Duration.ZERO);
    }

    private Work waiting(String uid) throws InterruptedException {
        return claims(pod("waiting", ECHO, uid), ME, request(), ECHO);
    }

    private static Claim claim(Work work) {
        return ((Work.Orders) work).claim().orElseThrow();
    }

    private Redeemed redeem(String uid, Instance me) {
        return runner().redeem(new Ticket(token("waiting", ECHO, uid)), me);
    }

    @Test
    void aWaitingPodClaimsWithoutATicketAndRedeemsWithItsToken() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim(waiting("uid-1"));
        assertThat(claim.session()).isEqualTo(id);
        assertThat(claim.ticket()).isEmpty();
        var starting = (SessionState.Starting) head(id).state();
        assertThat(starting.claimant()).isEqualTo(new Claimant(ME.in("uid-1"), Claimant.Kind.POD));
        assertThat(starting.phase()).isEqualTo(Phase.STARTED);
        assertThat(redeem("uid-1", ME)).isInstanceOf(Redeemed.Granted.class);
        var running = (SessionState.Running) head(id).state();
        assertThat(running.runner().instance()).isEqualTo(ME.in("uid-1"));
        assertThat(running.runner().object()).contains("uid-1");
        assertThat(redeem("uid-1", ME)).isInstanceOf(Redeemed.Granted.class);
    }

    @Test
    void aPodsClaimIsGivenAgainUnderWhateverNameUntilItHasRedeemedAndThenNothingForEver() throws InterruptedException {
        SessionId id = join();
        join();
        Claim claim = claim(waiting("uid-1"));
        assertThat(claim(waiting("uid-1"))).isEqualTo(claim);
        redeem("uid-1", ME);
        assertThat(waiting("uid-1")).isEqualTo(new Work.Retired());
        stop(id);
        assertThat(waiting("uid-1")).isEqualTo(new Work.Retired());
    }

    @Test
    void aPodWhoseClaimHasLapsedGetsNothingAndCannotRedeem() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim(waiting("uid-1"));
        clock.advance(rules.claimLease().plusSeconds(1));
        enter(id, rules::silence);
        assertThat(waiting("uid-1")).isEqualTo(new Work.Retired());
        assertThat(redeem("uid-1", ME)).isEqualTo(new Redeemed.Superseded());
        Claim next = claim(waiting("uid-2"));
        assertThat(next.session()).isEqualTo(id);
        assertThat(next.attempt()).isEqualTo(claim.attempt());
        assertThat(redeem("uid-1", ME)).isEqualTo(new Redeemed.Superseded());
        assertThat(redeem("uid-2", OTHER)).isInstanceOf(Redeemed.Granted.class);
    }

    @Test
    void aSecondProcessOfThePodComesTooLate() throws InterruptedException {
        join();
        claim(waiting("uid-1"));
        redeem("uid-1", ME);
        assertThat(redeem("uid-1", OTHER)).isEqualTo(new Redeemed.Superseded());
    }

    @Test
    void aPodThatHasClaimedNothingOrWhoseSessionWasStoppedRedeemsNothing() throws InterruptedException {
        assertThat(redeem("uid-0", ME)).isEqualTo(new Redeemed.Ended());
        SessionId id = join();
        claim(waiting("uid-1"));
        stop(id);
        assertThat(redeem("uid-1", ME)).isEqualTo(new Redeemed.Ended());
    }

    @Test
    void itsServiceAccountSaysWhatAPodMayClaim() throws InterruptedException {
        join();
        assertThat(claims(pod("waiting", CHAT, "uid-1"), ME, request(), ECHO, CHAT))
                .isEqualTo(NOTHING);
        assertThat(claims(pod("waiting", ECHO, "uid-2"), ME, request(), CHAT)).isEqualTo(NOTHING);
        assertThat(claims(pod("worker", CHAT, "uid-3"), ME, request(), ECHO, CHAT))
                .isEqualTo(NOTHING);
        assertThat(claim(claims(pod("waiting", ECHO, "uid-2"), ME, request(), ECHO, CHAT)))
                .isNotNull();
    }

    @Test
    void aPodThatIsNoLongerWantedIsToldSoAndTakesNothing() throws InterruptedException {
        assertThat(waiting("uid-1")).isEqualTo(NOTHING);
        assertThat(store.queue().retire(RequestId.ofPod("uid-1"))).isTrue();
        join();
        assertThat(waiting("uid-1")).isEqualTo(new Work.Retired());
        assertThat(waiting("uid-2")).isNotEqualTo(new Work.Retired());
        assertThat(store.queue().retire(RequestId.ofPod("uid-2"))).isFalse();
    }

    @Test
    void aPodThatIsNoLongerWantedIsToldSoAtOnceThoughThereIsWorkForOthers() {
        join();
        assertThat(store.queue().retire(RequestId.ofPod("uid-1"))).isTrue();
        var claiming = new WorkerLink.Claiming(ME, request(), Set.of(ECHO), List.of());
        WorkerLink link = pod("waiting", ECHO, "uid-1");
        assertThat(assertTimeoutPreemptively(GUARD, () -> link.claim(claiming, Duration.ofSeconds(10))))
                .isEqualTo(new Work.Retired());
    }

    @Test
    void aPodMayGiveItsOwnClaimBackAndNobodyElses() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim(waiting("uid-1"));
        pod("waiting", ECHO, "uid-2").exited(ME, child(claim), ExitStatus.code(143));
        assertThat(stage(id)).isEqualTo(Stage.STARTING);
        pod("waiting", ECHO, "uid-1").exited(ME, child(claim), ExitStatus.code(143));
        assertThat(stage(id)).isEqualTo(Stage.QUEUED);
        assertThat(head(id).progress().attempt()).isEqualTo(2);
    }

    @Test
    void aWorkerInAPodClaimsAnyNumberAndItsChildrenRedeemByTickets() throws InterruptedException {
        WorkerLink link = pod("worker", ECHO, "uid-1");
        SessionId first = join();
        SessionId second = join();
        Claim one = claim(claims(link, ME, request(), ECHO));
        Claim two = claim(claims(link, ME, request(), ECHO));
        assertThat(List.of(one.session(), two.session())).containsExactlyInAnyOrder(first, second);
        assertThat(runner().redeem(one.ticket().orElseThrow(), OTHER)).isInstanceOf(Redeemed.Granted.class);
        link.exited(ME, child(two), ExitStatus.code(1));
        assertThat(stage(two.session())).isEqualTo(Stage.QUEUED);
        assertThat(runner().redeem(new Ticket(token("worker", ECHO, "uid-1")), ME))
                .isInstanceOf(Redeemed.Refused.class);
    }

    @Test
    void aWorkerInAPodReportsNothingOfAnotherBot() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim();
        pod("worker", CHAT, "uid-1").exited(ME, child(claim), ExitStatus.code(1));
        assertThat(stage(id)).isEqualTo(Stage.STARTING);
    }
}
