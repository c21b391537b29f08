package dev.botrunner.e2e.flow;

import dev.botrunner.duty.DeadlineDuty;
import dev.botrunner.duty.OutboxDuty;
import dev.botrunner.join.Admission;
import dev.botrunner.join.JoinAnswer;
import dev.botrunner.join.JoinCall;
import dev.botrunner.join.JoinDesk;
import dev.botrunner.join.Personalities;
import dev.botrunner.join.SessionWatch;
import dev.botrunner.launch.DispatchDesk;
import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.launch.Launchers;
import dev.botrunner.launch.ObjectDuty;
import dev.botrunner.launch.ObjectShape;
import dev.botrunner.launch.PoolBoard;
import dev.botrunner.launch.PoolDuty;
import dev.botrunner.launch.PoolPods;
import dev.botrunner.launch.PoolSize;
import dev.botrunner.launch.RefillBudget;
import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.Redeemed;
import dev.botrunner.link.RunnerLink;
import dev.botrunner.link.SessionLink;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Loop;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.queue.Leases;
import dev.botrunner.queue.Outbox;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.queue.Store;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** One control server: the real desks, dispatchers and duties over ports that fail. When it dies, another begins. */
final class SimReplica {

    private static final Lifecycle RULES = Lifecycle.standard();
    private static final Map<BotName, String> LAUNCHERS =
            Map.of(World.LAUNCHED, "sim:", World.PULLED, Launchers.NONE, World.POOLED, "sim:");
    private static final ObjectShape POOLED = new ObjectShape(
            Optional.empty(),
            Optional.empty(),
            false,
            Json.Obj.EMPTY,
            new PoolSize.Terms(new PoolSize(3, 6), Duration.ofSeconds(5), Duration.ofSeconds(20)));
    private static final int LOST_ON_THE_WAY = 60;

    private final String name;
    private final World world;
    private SimProcess process;
    private JoinDesk joins;
    private SessionStops stops;
    private LinkDesk link;
    private List<Loop> loops;
    private int lives;
    private Instant pausedUntil = Instant.MIN;

    @SuppressWarnings("NullAway.Init") // begin() sets them, and is what a new life begins with, too
    SimReplica(String name, World world) {
        this.name = name;
        this.world = world;
        begin();
    }

    private void begin() {
        process = new SimProcess(name + "." + ++lives, world.chance());
        var me = new Instance(name + "." + lives);
        Store store = store();
        EventTransport broker = process.port(EventTransport.class, world.broker(), world::brokerIsOut);
        var admission = new Admission(
                SimProfiles::profiles,
                Personalities.none(),
                RULES,
                world.seals().sealer(),
                world.seals().signer());
        joins = new JoinDesk(
                admission,
                store,
                new SessionWatch(store.ledger(), world.ticker()),
                world.ticker(),
                world.chance().random());
        stops = new SessionStops(store.ledger(), RULES);
        link = new LinkDesk(store.queue(), store.ledger(), RULES, world.seals().link(), broker, world.ticker());
        loops = new ArrayList<>();
        loops.add(new DeadlineDuty(store, RULES, lease(store, DutyName.DEADLINES, me), world.ticker(), _ -> true));
        loops.add(new OutboxDuty(store.outbox(), broker, lease(store, DutyName.OUTBOX, me), Duration.ZERO));
        var launchers = new Launchers(
                List.of(new Provider()),
                () -> LAUNCHERS,
                "sim:link",
                bot -> bot.equals(World.POOLED) ? POOLED : ObjectShape.PLAIN,
                world.ticker(),
                new PoolBoard(world.tally()));
        loops.addAll(new DispatchDesk(store, RULES, launchers, me, world.ticker(), Duration.ZERO).dispatchers(2));
        loops.add(new ObjectDuty(
                store.ledger(), RULES, launchers, lease(store, DutyName.OBJECTS, me), world.ticker(), Duration.ZERO));
        var budget = new RefillBudget(100, () -> false, world.ticker());
        loops.add(new PoolDuty(
                store, RULES.lostAfter(), launchers, lease(store, DutyName.POOLS, me), budget, world.ticker()));
    }

    private Store store() {
        Store real = world.store();
        return new Store(
                process.port(LaunchQueue.class, real.queue(), world::storeIsOut),
                process.port(SessionLedger.class, real.ledger(), world::storeIsOut),
                process.port(Outbox.class, real.outbox(), world::storeIsOut),
                process.port(Leases.class, real.leases(), world::storeIsOut),
                real.audit(),
                () -> {});
    }

    private LeaseHolder lease(Store store, DutyName duty, Instance me) {
        return new LeaseHolder(store.leases(), duty, me, world.ticker());
    }

    private final class Provider implements LauncherProvider {
        @Override
        public Set<String> schemes() {
            return Set.of("sim");
        }

        @Override
        public Launcher open(Options options) {
            PoolPods pods = process.port(PoolPods.class, world.pods(), () -> false);
            return process.port(Launcher.class, new SimLauncher(world.cluster(), world.pods(), pods), () -> false);
        }
    }

    void die() {
        process.kill();
        world.chance().tell(name + " dies");
        begin();
    }

    /** It does nothing for so long, and does not know it. */
    void pause(Duration time) {
        pausedUntil = world.now().plus(time);
    }

    void step() {
        if (world.now().isBefore(pausedUntil) && !world.chance().hasHealed()) {
            return;
        }
        for (Loop loop : List.copyOf(loops)) {
            // Its steps ask much of the store, and need not come as often as others.
            if (loop instanceof PoolDuty && !world.chance().oneIn(4)) {
                continue;
            }
            try {
                for (int i = 0; i < 4 && loop.step() == Loop.Did.WORK; i++) {}
            } catch (Halt e) {
                begin();
                return;
            } catch (DependencyException e) {
                world.chance()
                        .tell(name + " " + loop.name() + ": " + e.failure().code());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    JoinAnswer join(JoinCall call) {
        return reached(() -> joins.join(call));
    }

    void stop(SessionId id) {
        reached(() -> stops.stop(id));
    }

    void say(SessionId id, String messageId) {
        reached(() -> stops.say(id, messageId));
    }

    WorkerLink workerLink() {
        return remote(WorkerLink.class, _ -> link);
    }

    WorkerLink podLink(String token) {
        return remote(WorkerLink.class, _ -> link.ofPod(token).orElseThrow());
    }

    Redeemed redeem(Ticket ticket, Instance me) {
        return remote(RunnerLink.class, _ -> link).redeem(ticket, me);
    }

    SessionLink session(SessionToken token) {
        return remote(SessionLink.class, _ -> link.session(token));
    }

    /** What is behind the way: this process may die meanwhile, and the answer may get lost. */
    private <T> T remote(Class<T> type, Function<SimReplica, T> here) {
        return type.cast(java.lang.reflect.Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, args) -> reached(() -> {
                    try {
                        return method.invoke(here.apply(this), args);
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        if (e.getCause() instanceof Error error) {
                            throw error;
                        }
                        throw (Exception) e.getCause();
                    }
                })));
    }

    private <T> T reached(Callable<T> call) {
        if (world.now().isBefore(pausedUntil) && !world.chance().hasHealed()) {
            throw unreachable();
        }
        T answer;
        try {
            answer = call.call();
        } catch (Halt e) {
            begin();
            throw unreachable();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        if (world.chance().fault(LOST_ON_THE_WAY)) {
            throw unreachable();
        }
        return answer;
    }

    private DependencyException unreachable() {
        return new DependencyException(new Failure(ErrorCode.LINK_UNAVAILABLE, name + " does not answer"));
    }
}
