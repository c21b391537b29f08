package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.Wrote;
import dev.botrunner.session.BotName;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who starts before whom, and whom a cap holds back. */
public abstract class FairnessContract extends StoreContract {

    @Test
    void startsAlternateBetweenWaitingTenants() {
        fill(ACME, ECHO, 4);
        fill(GLOBEX, ECHO, 4);
        assertThat(tenants(startAll("r", ECHO)))
                .containsExactly(ACME, GLOBEX, ACME, GLOBEX, ACME, GLOBEX, ACME, GLOBEX);
    }

    @Test
    void startsFollowTheWeights() {
        caps.weight(ACME, 3);
        fill(ACME, ECHO, 30);
        fill(GLOBEX, ECHO, 30);
        List<Tenant> first = tenants(startAll("r", ECHO)).subList(0, 20);
        assertThat(first.stream().filter(ACME::equals).count()).isBetween(14L, 16L);
    }

    @Test
    void aNewcomerNeitherSavesUpTurnsNorWaitsForThem() {
        fill(ACME, ECHO, 20);
        for (int i = 0; i < 10; i++) {
            start("early" + i);
        }
        fill(GLOBEX, ECHO, 5);
        List<Tenant> after = tenants(startAll("late", ECHO)).subList(0, 6);
        assertThat(after.stream().filter(GLOBEX::equals).count()).isEqualTo(3);
    }

    @Test
    void aTenantThatACapHoldsBackLetsNoNewcomerOvertakeTheOthers() {
        var held = new Tenant("held");
        caps.sessions(held, 0);
        fill(held, ECHO, 1);
        fill(ACME, ECHO, 20);
        for (int i = 0; i < 10; i++) {
            start("early" + i);
        }
        fill(GLOBEX, ECHO, 5);
        List<Tenant> after = tenants(startAll("late", ECHO)).subList(0, 6);
        assertThat(after.stream().filter(GLOBEX::equals).count()).isEqualTo(3);
    }

    @Test
    void aBotThatACapHoldsBackLetsNoNewcomerOvertakeTheOthers() {
        var held = new BotName("held");
        caps.bot(held, 0, 0);
        fill(ACME, held, 1);
        fill(ACME, ECHO, 20);
        for (int i = 0; i < 10; i++) {
            start("early" + i);
        }
        fill(ACME, CHAT, 5);
        List<BotName> after = startAll("late", held, ECHO, CHAT).subList(0, 6).stream()
                .map(id -> head(id).about().bot())
                .toList();
        assertThat(after.stream().filter(CHAT::equals).count()).isBetween(3L, 4L);
    }

    @Test
    void whoComesBackDoesNotStartAfresh() {
        fill(ACME, ECHO, 1);
        fill(GLOBEX, ECHO, 10);
        start("a");
        assertThat(tenants(List.of(start("b")))).containsExactly(GLOBEX);
        start("c");
        fill(ACME, ECHO, 3);
        List<Tenant> after = tenants(startAll("d", ECHO)).subList(0, 6);
        assertThat(after.stream().filter(ACME::equals).count()).isEqualTo(3);
    }

    @Test
    void botsThatAreAskedForTogetherComeInTurn() {
        fill(ACME, ECHO, 6);
        fill(GLOBEX, CHAT, 3);
        List<BotName> bots = startAll("r", ECHO, CHAT).subList(0, 6).stream()
                .map(id -> head(id).about().bot())
                .toList();
        assertThat(bots.stream().filter(CHAT::equals).count()).isEqualTo(3);
    }

    @Test
    void aBotsCapHoldsAllOfItsTenantsBack() {
        caps.bot(ECHO, 2, 2);
        fill(ACME, ECHO, 2);
        fill(GLOBEX, ECHO, 2);
        fill(ACME, CHAT, 1);
        List<SessionId> started = startAll("r", ECHO, CHAT);
        assertThat(started).hasSize(3);
        stop(started.stream()
                .filter(id -> head(id).about().bot().equals(ECHO))
                .findFirst()
                .orElseThrow());
        assertThat(startAll("s", ECHO)).hasSize(1);
    }

    @Test
    void aCapPerTenantHoldsOnlyThatTenantBack() {
        caps.bot(ECHO, 10, 1);
        fill(ACME, ECHO, 3);
        fill(GLOBEX, ECHO, 1);
        assertThat(tenants(startAll("r", ECHO))).containsExactlyInAnyOrder(ACME, GLOBEX);
    }

    @Test
    void aTenantsCapCountsAllOfItsBots() {
        caps.sessions(ACME, 2);
        fill(ACME, ECHO, 2);
        fill(ACME, CHAT, 2);
        assertThat(startAll("r", ECHO, CHAT)).hasSize(2);
    }

    @Test
    void capsAreReadAtEachCall() {
        caps.sessions(ACME, 0);
        fill(ACME, ECHO, 2);
        assertThat(startAll("r", ECHO)).isEmpty();
        caps.sessions(ACME, 1);
        assertThat(startAll("s", ECHO)).hasSize(1);
    }

    @Test
    void capsAreCheckedAgainWhenASessionStarts() {
        caps.bot(ECHO, 1, 1);
        SessionId first = accepted(SampleSession.one());
        SessionId second = accepted(SampleSession.one());
        assertThat(next("r1", ECHO)).contains(first);
        assertThat(next("r2", ECHO)).contains(second);
        assertDone(claim(first));
        SessionHead before = head(second);
        assertThat(claim(second)).isEqualTo(new Wrote.AtCap());
        assertThat(head(second)).isEqualTo(before);
        stop(first);
        assertDone(claim(second));
    }

    @Test
    void whatACapHoldsBackLeavesItsMarkAndItsRequestFree() {
        caps.bot(ECHO, 1, 1);
        SessionId first = accepted(SampleSession.one());
        SessionId second = accepted(SampleSession.one());
        next("r1", ECHO);
        next("r2", ECHO);
        assertDone(claim(first));
        assertThat(claim(second)).isEqualTo(new Wrote.AtCap());
        SessionId other = accepted(SampleSession.one().by(CHAT));
        assertThat(next("r2", ECHO, CHAT)).contains(other);
        stop(first);
        assertThat(next("r3", ECHO)).contains(second);
    }

    @Test
    void noCapHoldsBackWhatIsActive() {
        SessionId id = accepted(SampleSession.one());
        assertDone(claim(id));
        caps.bot(ECHO, 0, 0).sessions(Tenant.DEFAULT, 0);
        redeem(id);
        join(id);
    }

    @Test
    void aLivingSessionIsTakenBackWhateverCapsSay() {
        caps.bot(ECHO, 0, 0);
        var sample = SampleSession.one();
        var token = new SessionToken(
                sample.id(),
                ACME,
                ECHO,
                2,
                WORKER,
                sample.room(),
                ledger.time(),
                SampleSession.TERMS,
                "another epoch",
                1,
                Optional.empty());
        assertDone(write(sample.id(), seen -> RULES.adopted(seen, token, true)));
        assertThat(head(sample.id()).isActive()).isTrue();
        assertThat(queue.depth().rows()).containsExactly(row(ACME, 0, 0, 1));
    }

    @Test
    void theDepthCountsLineBackOffAndActiveOnes() {
        fill(ACME, ECHO, 3);
        start("r1");
        caps.bot(ECHO, 2, 2);
        fixture.advance(Duration.ofSeconds(2));
        QueueDepth depth = queue.depth();
        assertThat(depth.rows()).singleElement().satisfies(row -> {
            assertThat(row.queued()).isEqualTo(2);
            assertThat(row.startable()).isEqualTo(1);
            assertThat(row.inFlight()).isEqualTo(1);
            assertThat(row.oldest().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        });
        assertThat(depth.rates())
                .singleElement()
                .satisfies(rate -> assertThat(rate.perSecond()).isEmpty());
    }

    @Test
    void theRowsTogetherNameNoMoreThanMayStart() {
        caps.bot(ECHO, 3, 3);
        fill(ACME, ECHO, 3);
        fill(GLOBEX, ECHO, 3);
        assertThat(queue.depth().rows().stream()
                        .mapToInt(QueueDepth.Row::startable)
                        .sum())
                .isEqualTo(3);
    }

    private static QueueDepth.Row row(Tenant tenant, int queued, int startable, int inFlight) {
        return new QueueDepth.Row(ECHO, tenant, queued, startable, inFlight, Optional.empty());
    }

    private void fill(Tenant tenant, BotName bot, int sessions) {
        for (int i = 0; i < sessions; i++) {
            accepted(SampleSession.one().of(tenant).by(bot));
        }
    }

    private SessionId start(String request) {
        SessionId id = queue.next(new RequestId(request), Map.of(ECHO, Duration.ZERO), HOLD)
                .orElseThrow()
                .id();
        assertDone(claim(id));
        return id;
    }

    private List<Tenant> tenants(List<SessionId> started) {
        var tenants = new ArrayList<Tenant>();
        started.forEach(id -> tenants.add(head(id).about().tenant()));
        return tenants;
    }
}
