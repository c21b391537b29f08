package dev.botrunner.e2e.flow;

import dev.botrunner.link.Redeemed;
import dev.botrunner.link.SessionLink;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Subscription;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.queue.Store;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Ticket;
import dev.botrunner.testkit.ManualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Two control servers, two workers, a cluster, clients and runners around one store and one broker, stepped by one thread. */
final class World implements AutoCloseable {

    static final String CANARY = "canary-secret-7f3a";
    static final BotName PULLED = new BotName("pulled");
    static final BotName LAUNCHED = new BotName("launched");
    static final BotName POOLED = new BotName("pooled");
    static final int CAP = 8;
    private static final int REPLICAS = 2;
    private static final int WORKERS = 2;

    /** An outage of more seconds lapses every lease, so that silence counts anew. */
    private static final int NOTICED = 7;

    /** Of two seconds each: longer than any session may take. */
    private static final int ROUNDS = 1_000;

    private final Chance chance;
    private final Tally tally;
    private final ManualTicker ticker = new ManualTicker();
    private final SimStore memory;
    private final Store store;
    private final EventTransport broker;
    private final Subscription tail;
    private final Auditor auditor;
    private final SimCluster cluster;
    private final SimSeals seals = new SimSeals();
    private final List<SimReplica> replicas = new ArrayList<>();
    private final List<SimWorker> workers = new ArrayList<>();
    private final List<SimRunner> runners = new ArrayList<>();
    private final SimClient client;
    private final SimPods pods = new SimPods(this);
    private Instant storeOutUntil = Instant.MIN;
    private Instant brokerOutUntil = Instant.MIN;
    private Instant deafUntil = Instant.EPOCH;
    private int instances;

    World(long seed, Tally tally, SimStore.Maker maker) {
        this.tally = tally;
        chance = new Chance(seed);
        memory = maker.make(SimCaps.of(CAP), ticker, chance.random());
        store = memory.store();
        broker = new SimBroker();
        auditor = new Auditor(this, store);
        tail = broker.tail(new SimTail(auditor, tally));
        cluster = new SimCluster(chance, this);
        for (int i = 0; i < REPLICAS; i++) {
            replicas.add(new SimReplica("control-" + i, this));
        }
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new SimWorker("worker-" + i, this, Set.of(PULLED)));
        }
        client = new SimClient(this);
    }

    /** One step of somebody. */
    void step() {
        switch (chance.below(13)) {
            case 0 -> client.step();
            case 1, 2 -> chance.of(workers).step();
            case 3, 4, 5 -> chance.of(replicas).step();
            case 6, 7, 8 -> someRunner();
            case 9 -> cluster.step();
            case 10 -> pass();
            case 11 -> pods.step();
            default -> misfortune();
        }
        auditor.check();
    }

    private void someRunner() {
        List<SimRunner> alive = runners.stream().filter(r -> r.exit().isEmpty()).toList();
        if (!alive.isEmpty()) {
            chance.of(alive).step();
        }
    }

    private void pass() {
        advance(Duration.ofMillis(chance.oneIn(6) ? 3_000 + chance.below(9_000) : chance.below(1_500)));
    }

    /** Time goes by in pieces that no live runner sleeps through. */
    void advance(Duration by) {
        ticker.advance(by);
        runners.forEach(SimRunner::tick);
    }

    private void misfortune() {
        if (chance.hasHealed()) {
            return;
        }
        switch (chance.below(40)) {
            case 0 -> chance.of(replicas).die();
            case 1 -> chance.of(workers).die();
            case 2 -> {
                chance.tell("store out");
                int seconds = storeIsOut() ? 0 : chance.below(30);
                storeOutUntil = storeIsOut() ? storeOutUntil : now().plusSeconds(seconds);
                deafUntil = seconds > NOTICED ? storeOutUntil : deafUntil;
            }
            case 3 -> {
                chance.tell("broker out");
                brokerOutUntil = now().plusSeconds(chance.below(60));
            }
            case 4 -> freeze();
            case 5 -> {
                if (chance.oneIn(8)) {
                    chance.tell("store forgot");
                    tally.met("store forgot");
                    memory.forget();
                    auditor.storeForgot();
                    client.forget();
                    pods.forget();
                }
            }
            case 8 -> advance(Duration.ofSeconds(20 + chance.below(60)));
            case 6 -> {
                if (!runners.isEmpty()) {
                    chance.of(runners).terminate();
                }
            }
            case 7 -> chance.of(replicas).pause(Duration.ofSeconds(chance.below(60)));
            default -> {}
        }
    }

    private void freeze() {
        if (!runners.isEmpty()) {
            SimRunner runner = chance.of(runners);
            chance.tell("frozen " + runner);
            runner.freeze(Duration.ofSeconds(10 + chance.below(90)));
        }
    }

    /** All faults are over: everybody works until nothing is left, or far too long. */
    void heal() {
        chance.heal();
        deafUntil = deafUntil.isAfter(now()) ? Instant.EPOCH : deafUntil;
        storeOutUntil = Instant.MIN;
        brokerOutUntil = Instant.MIN;
        client.stopAsking();
        for (int round = 0; round < ROUNDS && !auditor.isOver(); round++) {
            replicas.forEach(SimReplica::step);
            replicas.forEach(SimReplica::step);
            workers.forEach(SimWorker::step);
            pods.step();
            List.copyOf(runners).forEach(SimRunner::step);
            cluster.step();
            advance(Duration.ofSeconds(2));
            auditor.check();
        }
        auditor.checkOver();
    }

    SimRunner start(SessionId session, int attempt, long claim, Optional<Ticket> ticket) {
        Ticket shown = ticket.orElseGet(() -> seals.tickets().issue(session, attempt, claim));
        return started(new SimRunner(this, session, attempt, shown, new Instance("runner-" + ++instances)));
    }

    SimRunner started(SimRunner runner) {
        runners.add(runner);
        return runner;
    }

    /** What a pod reaches with its token. */
    WorkerLink pods(String token) {
        return chance.of(replicas).podLink(token);
    }

    SimPods pods() {
        return pods;
    }

    /** What a worker reaches: any control server that answers. */
    WorkerLink workers() {
        return chance.of(replicas).workerLink();
    }

    Redeemed redeem(Ticket ticket, Instance me) {
        return chance.of(replicas).redeem(ticket, me);
    }

    SessionLink session(SessionToken token) {
        return chance.of(replicas).session(token);
    }

    /** Calls that would wait return at once here: nobody interrupts anybody. */
    <T> T interruptible(Callable<T> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    boolean storeIsOut() {
        return now().isBefore(storeOutUntil);
    }

    /** Until when the control plane could last hear nobody. */
    Instant deafUntil() {
        return deafUntil;
    }

    boolean brokerIsOut() {
        return now().isBefore(brokerOutUntil);
    }

    Instant now() {
        return ticker.now();
    }

    Chance chance() {
        return chance;
    }

    ManualTicker ticker() {
        return ticker;
    }

    Store store() {
        return store;
    }

    EventTransport broker() {
        return broker;
    }

    Tally tally() {
        return tally;
    }

    Auditor audit() {
        return auditor;
    }

    SimCluster cluster() {
        return cluster;
    }

    SimSeals seals() {
        return seals;
    }

    List<SimRunner> runners() {
        return runners;
    }

    List<SimReplica> replicas() {
        return replicas;
    }

    @Override
    public void close() {
        tail.close();
        broker.close();
        memory.close();
    }
}
