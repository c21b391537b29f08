package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.QueueDepth;
import dev.botrunner.session.BotName;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import dev.botrunner.testkit.contracts.StoreContract;
import dev.botrunner.testkit.contracts.StoreUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What autoscalers read is true after each step, and not only when somebody asks how full the queue is. */
@ExtendWith(SharedRedis.class)
final class DemandIT extends StoreContract {

    private static final int STEPS = 250;
    private static final BotName THIRD = new BotName("third");
    private static final List<BotName> BOTS = List.of(ECHO, CHAT, THIRD);
    private static final List<Tenant> TENANTS = List.of(ACME, GLOBEX, new Tenant("initech"));

    @Override
    protected StoreUnderTest open(SettableCaps caps) {
        return new RedisUnderTest(SharedRedis.server(), caps);
    }

    @Test
    void theEndOfOneBotsSessionLetsAnotherBotOfTheTenantStart() {
        caps.sessions(ACME, 1);
        SessionId first = accepted(SampleSession.one().of(ACME));
        accepted(SampleSession.one().of(ACME).by(CHAT));
        assertThat(demand(CHAT)).isEqualTo(1);
        assertDone(claim(first));
        assertThat(demand(CHAT)).isZero();
        stop(first);
        assertThat(demand(CHAT)).isEqualTo(1);
    }

    @Test
    void whatOneTenantLeavesOfABotsCapCountsForTheOthers() {
        caps.bot(ECHO, 2, 2);
        SessionId first = accepted(SampleSession.one().of(ACME));
        SessionId second = accepted(SampleSession.one().of(ACME));
        accepted(SampleSession.one().of(GLOBEX));
        assertThat(demand(ECHO)).isEqualTo(2);
        assertDone(claim(first));
        assertDone(claim(second));
        assertThat(demand(ECHO)).isZero();
        stop(first);
        assertThat(demand(ECHO)).isEqualTo(1);
    }

    @Test
    void whoHasComeSinceSomebodyLookedIsCountedToo() {
        var redis = (RedisUnderTest) fixture;
        accepted(SampleSession.one().of(ACME));
        accepted(SampleSession.one().of(GLOBEX));
        List<String> words = new ArrayList<>(List.of("EVAL", Script.DEMAND.text(), "1", redis.root()));
        words.addAll(List.of(redis.millis(), "newepoch", "", Integer.toString(HeadJson.VERSION)));
        words.addAll(List.of(ECHO.name(), "-1", "-1", ACME.name(), "-1"));
        SharedRedis.server().call(words.toArray(String[]::new));
        assertThat(demand(ECHO)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void itsLengthIsWhatACountOfAllRecordsSays(long seed) {
        var random = new Random(seed);
        changeCaps(random);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(40) == 0) {
                changeCaps(random);
                queue.depth();
            } else {
                step(random);
            }
            List<SessionHead> heads = heads();
            for (BotName bot : BOTS) {
                assertThat(demand(bot))
                        .as("%s after step %d of seed %d", bot, step, seed)
                        .isEqualTo(recount(bot, heads));
            }
        }
        QueueDepth depth = queue.depth();
        for (BotName bot : BOTS) {
            assertThat(depth.rows().stream()
                            .filter(row -> row.bot().equals(bot))
                            .mapToInt(QueueDepth.Row::startable)
                            .sum())
                    .isEqualTo(demand(bot));
        }
    }

    private void changeCaps(Random random) {
        for (BotName bot : BOTS) {
            if (random.nextBoolean()) {
                caps.bot(bot, random.nextInt(6), random.nextInt(4));
            }
        }
        for (Tenant tenant : TENANTS) {
            if (random.nextBoolean()) {
                caps.sessions(tenant, random.nextInt(6));
            }
        }
    }

    private void step(Random random) {
        BotName bot = BOTS.get(random.nextInt(BOTS.size()));
        switch (random.nextInt(6)) {
            case 0, 1 ->
                accepted(SampleSession.one()
                        .of(TENANTS.get(random.nextInt(TENANTS.size())))
                        .by(bot));
            case 2, 3 -> next("r" + random.nextLong(), bot).ifPresent(this::claim);
            case 4 -> one(random).ifPresent(id -> clerk().enter(id, RULES::stopAsked));
            default -> fails(random);
        }
    }

    /** An attempt fails, and its session comes back to its line when its back-off is over. */
    private void fails(Random random) {
        one(random).map(this::head).ifPresent(head -> {
            if (head.state() instanceof SessionState.Starting starting) {
                clerk().enter(
                                head.id(),
                                seen -> RULES.exited(
                                        seen, head.progress().attempt(), starting.claim(), ExitStatus.code(1)));
            } else if (head.state() instanceof SessionState.Queued && !head.isInLine()) {
                fixture.advance(Duration.ofSeconds(1));
                clerk().enter(head.id(), RULES::date);
            }
        });
    }

    private Optional<SessionId> one(Random random) {
        List<SessionId> live = heads().stream()
                .filter(head -> !head.hasEnded())
                .map(SessionHead::id)
                .toList();
        return live.isEmpty() ? Optional.empty() : Optional.of(live.get(random.nextInt(live.size())));
    }

    private List<SessionHead> heads() {
        return ledger.page(new Query(
                        Optional.empty(), Set.of(), Set.of(), Map.of(), Optional.empty(), Optional.empty(), 500))
                .sessions();
    }

    private long recount(BotName bot, List<SessionHead> heads) {
        Caps.Bot cap = caps.bot(bot);
        long sum = 0;
        for (Tenant tenant : TENANTS) {
            long waiting = heads.stream()
                    .filter(head -> is(head, bot, tenant) && head.isInLine())
                    .count();
            long ofLine = heads.stream()
                    .filter(head -> is(head, bot, tenant) && head.isActive())
                    .count();
            long ofTenant = heads.stream()
                    .filter(head -> head.about().tenant().equals(tenant) && head.isActive())
                    .count();
            sum += Math.min(
                    waiting,
                    Math.min(
                            left(cap.perTenant(), ofLine),
                            left(caps.tenant(tenant).sessions(), ofTenant)));
        }
        long ofBot = heads.stream()
                .filter(head -> head.about().bot().equals(bot) && head.isActive())
                .count();
        return Math.min(sum, left(cap.sessions(), ofBot));
    }

    private static boolean is(SessionHead head, BotName bot, Tenant tenant) {
        return head.about().bot().equals(bot) && head.about().tenant().equals(tenant);
    }

    private static long left(OptionalInt cap, long used) {
        return cap.isEmpty() ? Long.MAX_VALUE : Math.max(0, cap.getAsInt() - used);
    }

    private long demand(BotName bot) {
        String root = ((RedisUnderTest) fixture).root();
        return Long.parseLong(SharedRedis.server().call("ZCARD", root + "demand:" + bot.name()));
    }
}
