package dev.botrunner.testkit.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Loop;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Reporter;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.LoopStepper;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.TwinPods;
import dev.botrunner.testkit.faults.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the objects' duty reads of the ledger where a bot has a pool. */
class PoolReadsTest {

    private final List<String> calls = new ArrayList<>();
    private final OneServer server = new OneServer(new Faults() {
        @Override
        public void before(String call) {
            calls.add(call);
        }

        @Override
        public void after(String call) {}
    });

    @Test
    void aSessionOfABotWithoutAPoolIsReadOnceHoweverOftenItChanges() throws InterruptedException {
        server.twin.keeping(new TwinPods(server.ticker));
        server.profiles = Map.of(new BotName("pooled"), "twin:");
        Loop objects = server.objects();
        LoopStepper.untilIdle(objects);
        calls.clear();
        SessionId id = server.join(SampleSession.one());
        LoopStepper.untilIdle(objects);
        var worker = new Claimant(new Instance("worker"), Claimant.Kind.WORKER);
        server.enter(id, seen -> OneServer.RULES.claimed(seen, worker));
        LoopStepper.untilIdle(objects);
        var runner = new Reporter(1, new Instance("runner"));
        server.enter(id, seen -> OneServer.RULES.redeemed(seen, runner, 1));
        LoopStepper.untilIdle(objects);
        server.stop(id);
        LoopStepper.untilIdle(objects);
        assertThat(calls.stream().filter("ledger.find"::equals)).hasSize(1);
    }
}
