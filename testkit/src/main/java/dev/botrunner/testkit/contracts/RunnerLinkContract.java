package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.link.Claim;
import dev.botrunner.link.Redeemed;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.Secret;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Ticket;
import dev.botrunner.testkit.LinkedSession;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a ticket is good for. */
public abstract class RunnerLinkContract extends LinkContract {

    @Test
    void theFirstInstanceGetsTheWholeSession() throws InterruptedException {
        SessionId id = join();
        Assignment assignment = redeem(claim()).assignment();
        SessionSpec spec = assignment.spec();
        assertThat(assignment.attempt()).isEqualTo(1);
        assertThat(spec.id()).isEqualTo(id);
        assertThat(spec.tenant()).isEqualTo(Tenant.DEFAULT);
        assertThat(spec.bot()).isEqualTo(ECHO);
        assertThat(spec.room().url()).isEqualTo("https://rooms.example/" + id);
        assertThat(spec.persona()).isEqualTo(LinkedSession.PERSONA);
        assertThat(spec.user()).contains(LinkedSession.USER);
        assertThat(spec.labels()).isEqualTo(Map.of("team", "sales"));
        assertThat(spec.supply()).isEqualTo(LinkedSession.SUPPLY);
        assertThat(spec.traceparent()).contains(SampleSession.TRACEPARENT);
        assertThat(assignment.roomToken()).contains(new Secret(LinkedSession.ROOM_TOKEN));
        assertThat(assignment.secrets()).isEqualTo(Map.of("API_KEY", new Secret("secret-canary")));
        assertThat(assignment.maxDuration()).isEqualTo(Duration.ofHours(2));
        assertThat(spec.terms().goodBye()).isEqualTo(Duration.ofSeconds(20));
        assertThat(spec.terms().onCrash()).isEqualTo(OnCrash.END);
        assertThat(stage(id)).isEqualTo(Stage.RUNNING);
    }

    @Test
    void theSameInstanceGetsTheSameAgain() throws InterruptedException {
        join();
        Claim claim = claim();
        var first = redeem(claim);
        clock.advance(Duration.ofSeconds(3));
        var again = redeem(claim);
        assertThat(again.assignment()).isEqualTo(first.assignment());
        assertThat(again.token()).isEqualTo(first.token());
    }

    @Test
    void anotherInstanceIsSuperseded() throws InterruptedException {
        join();
        Claim claim = claim();
        redeem(claim);
        assertThat(runner().redeem(claim.ticket().orElseThrow(), OTHER)).isEqualTo(new Redeemed.Superseded());
    }

    @Test
    void theTicketOfAnEndedSessionIsAnsweredSo() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim();
        stop(id);
        assertThat(runner().redeem(claim.ticket().orElseThrow(), ME)).isEqualTo(new Redeemed.Ended());
    }

    @Test
    void theTicketOfAnEarlierAttemptIsSuperseded() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim();
        redeem(claim);
        fallSilent(id);
        assertThat(runner().redeem(claim.ticket().orElseThrow(), ME)).isEqualTo(new Redeemed.Superseded());
    }

    @Test
    void theTicketOfAForgottenSessionStartsNobody() throws InterruptedException {
        join();
        Claim claim = claim();
        forget();
        assertThat(runner().redeem(claim.ticket().orElseThrow(), ME)).isEqualTo(new Redeemed.Ended());
    }

    @Test
    void whatIsNoTicketOfOursIsRefusedForGood() throws InterruptedException {
        SessionId id = join();
        Claim claim = claim();
        String good = claim.ticket().orElseThrow().reveal();
        for (String bad :
                new String[] {"x", "brt1." + id + ".1.1.AAAA", good + "A", good.replace(".1.", ".2."), good.substring(1)
                }) {
            assertThat(runner().redeem(new Ticket(bad), ME))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            Redeemed.Refused.class,
                            refused -> assertThat(refused.tryAgain()).isFalse());
        }
        assertThat(stage(id)).isEqualTo(Stage.STARTING);
    }

    @Test
    void aSessionTokenIsNoTicket() throws InterruptedException {
        var granted = running(OnCrash.END);
        assertThat(runner().redeem(new Ticket(granted.token()), ME)).isInstanceOf(Redeemed.Refused.class);
    }

    @Test
    void aRelaunchHasWhatIsLeftOfTheMaximum() throws InterruptedException {
        SessionId id = join(OnCrash.RELAUNCH);
        redeem(claim()).session().joined();
        clock.advance(Duration.ofMinutes(30));
        enter(id, rules::silence);
        clock.advance(Duration.ofSeconds(5));
        enter(id, rules::date);
        var again = redeem(claim()).assignment();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.maxDuration()).isEqualTo(Duration.ofMinutes(90).minusSeconds(5));
    }

    @Test
    void secretsThatDoNotOpenStartNobody() throws InterruptedException {
        SessionId id = join();
        var wrong = new SecretSealer(SealKeys.random());
        var session = LinkedSession.next(OnCrash.END);
        stop(id);
        store.queue().enqueue(session.asOf(store.ledger(), wrong));
        Claim claim = claim();
        assertThat(runner().redeem(claim.ticket().orElseThrow(), ME))
                .isInstanceOfSatisfying(
                        Redeemed.Refused.class,
                        refused -> assertThat(refused.tryAgain()).isTrue());
        assertThat(stage(session.id())).isEqualTo(Stage.STARTING);
        assertThat(Optional.of(claim.session())).contains(session.id());
    }
}
