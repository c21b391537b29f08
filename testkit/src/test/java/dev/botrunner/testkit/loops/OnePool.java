package dev.botrunner.testkit.loops;

import static dev.botrunner.testkit.loops.OneServer.RULES;

import dev.botrunner.launch.ObjectShape;
import dev.botrunner.launch.PoolDuty;
import dev.botrunner.launch.PoolSize;
import dev.botrunner.launch.RefillBudget;
import dev.botrunner.queue.DutyName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Reporter;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.TwinPods;
import dev.botrunner.testkit.faults.Faults;
import java.time.Duration;
import java.util.Optional;

/** One control server whose bot has a pool of twin pods, two of them idle. */
final class OnePool {

    final OneServer server;
    final TwinPods pods;

    OnePool() {
        this(Faults.NONE);
    }

    /** @param faults between the duty and the store */
    OnePool(Faults faults) {
        server = new OneServer(faults);
        pods = new TwinPods(server.ticker);
        server.twin.keeping(pods);
        shape(2);
    }

    void shape(int idle) {
        var terms = new PoolSize.Terms(new PoolSize(idle, 5), Duration.ofSeconds(5), Duration.ofSeconds(20));
        server.shape = new ObjectShape(Optional.empty(), Optional.empty(), false, Json.Obj.EMPTY, terms);
    }

    /** As another process would have it. */
    PoolDuty duty() {
        return duty(RULES.lostAfter());
    }

    PoolDuty duty(Duration lostAfter) {
        var budget = new RefillBudget(100, () -> false, server.ticker);
        return new PoolDuty(
                server.store, lostAfter, server.launchers, server.lease(DutyName.POOLS), budget, server.ticker);
    }

    static Claimant claimant(String uid) {
        return new Claimant(new Instance(uid + "/runner"), Claimant.Kind.POD);
    }

    static Reporter runner(String uid) {
        return new Reporter(1, claimant(uid).instance());
    }

    /** A session comes, and this pod claims it. */
    SessionId claimed(String uid) {
        SessionId id = server.join();
        server.enter(id, seen -> RULES.claimed(seen, claimant(uid)));
        return id;
    }

    /** The same, and its runner is let in. */
    SessionId running(String uid) {
        SessionId id = claimed(uid);
        server.enter(id, seen -> RULES.redeemed(seen, runner(uid), 1));
        return id;
    }
}
