package dev.botrunner.testkit.loops;

import dev.botrunner.duty.DeadlineDuty;
import dev.botrunner.launch.DispatchDesk;
import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.launch.Launchers;
import dev.botrunner.launch.ObjectDuty;
import dev.botrunner.launch.ObjectShape;
import dev.botrunner.launch.PoolBoard;
import dev.botrunner.loop.Loop;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Clerk.Entered;
import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Reporter;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Verdict;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.RecordingPoolMeter;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import dev.botrunner.testkit.TwinLauncher;
import dev.botrunner.testkit.faults.Faults;
import dev.botrunner.testkit.faults.FaultyLauncher;
import dev.botrunner.testkit.faults.FaultyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** One control server's loops over one store in memory and one twin launcher, with a clock that a test moves. */
final class OneServer {

    static final Lifecycle RULES = Lifecycle.standard();
    static final BotName ECHO = SampleSession.ECHO;

    final ManualTicker ticker = new ManualTicker();
    final SettableCaps caps = new SettableCaps();
    final MemoryStore memory = new MemoryStore(caps, ticker, Duration.ofDays(3));
    final Store sound = memory.store();
    final TwinLauncher twin = TwinLauncher.keeps();

    /** As the loops meet them. */
    final Store store;

    final Launchers launchers;
    final RecordingPoolMeter pools = new RecordingPoolMeter();

    /** What the profile says. */
    ObjectShape shape = ObjectShape.PLAIN;

    /** Which launcher the profiles name. */
    Map<BotName, String> profiles = Map.of(ECHO, "twin:");

    private int processes;

    OneServer() {
        this(Faults.NONE);
    }

    /** @param faults between the loops and what they call */
    OneServer(Faults faults) {
        store = FaultyStore.around(sound, faults);
        Launcher launcher = FaultyLauncher.around(twin, faults);
        launchers = new Launchers(
                List.of(provider(launcher)), () -> profiles, "", _ -> shape, ticker, new PoolBoard(pools));
    }

    private static LauncherProvider provider(Launcher launcher) {
        return new LauncherProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of("twin");
            }

            @Override
            public Launcher open(Options options) {
                return launcher;
            }
        };
    }

    /** As a control server has them that was started while the cluster is out. */
    Launchers launchersThatCannotBeOpened() {
        return new Launchers(List.of(), () -> Map.of(ECHO, "twin:"), "", _ -> ObjectShape.PLAIN, ticker);
    }

    /** A name for the next process: no two are alike. */
    Instance process() {
        return new Instance("control-" + ++processes);
    }

    Loop dispatcher() {
        return desk().dispatchers(1).getFirst();
    }

    DispatchDesk desk() {
        return new DispatchDesk(store, RULES, launchers, process(), ticker, Duration.ZERO);
    }

    DeadlineDuty deadlines() {
        return deadlines(_ -> true);
    }

    DeadlineDuty deadlines(Predicate<BotName> exists) {
        return new DeadlineDuty(store, RULES, lease(DutyName.DEADLINES), ticker, exists);
    }

    ObjectDuty objects() {
        return objects(launchers);
    }

    ObjectDuty objects(Launchers launchers) {
        return new ObjectDuty(store.ledger(), RULES, launchers, lease(DutyName.OBJECTS), ticker, Duration.ZERO);
    }

    LeaseHolder lease(DutyName duty) {
        return new LeaseHolder(store.leases(), duty, process(), ticker);
    }

    SessionId join() {
        return join(SampleSession.one());
    }

    SessionId join(SampleSession sample) {
        sound.queue().enqueue(sample.asOf(sound.ledger()));
        return sample.id();
    }

    SessionHead head(SessionId id) {
        return sound.ledger().find(id).head().orElseThrow();
    }

    Entered enter(SessionId id, Function<Seen, Verdict> rule) {
        return new Clerk(sound.ledger()).enter(id, rule);
    }

    void stop(SessionId id) {
        enter(id, RULES::stopAsked);
    }

    Reporter runner(SessionId id) {
        return new Reporter(head(id).progress().attempt(), new Instance("runner-" + id));
    }

    /** The runner of a launched object comes. */
    void redeem(SessionId id) {
        enter(id, seen -> RULES.redeemed(seen, runner(id), 0));
    }
}
