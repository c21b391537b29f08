package dev.botrunner.control;

import dev.botrunner.control.measure.LifeMeter;
import dev.botrunner.control.measure.Meters;
import dev.botrunner.control.measure.PoolMeters;
import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.duty.DeadlineDuty;
import dev.botrunner.duty.OutboxDuty;
import dev.botrunner.files.WatchedFile;
import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;
import dev.botrunner.launch.DispatchDesk;
import dev.botrunner.launch.Launchers;
import dev.botrunner.launch.ObjectDuty;
import dev.botrunner.launch.ObjectShape;
import dev.botrunner.launch.PoolBoard;
import dev.botrunner.launch.PoolDuty;
import dev.botrunner.launch.PoolSize;
import dev.botrunner.launch.RefillBudget;
import dev.botrunner.loop.Health;
import dev.botrunner.loop.Loop;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The loops of one control server, by its role. */
final class Duties {

    /** How long a step of a loop waits for something to do. */
    private static final Duration WAIT = Duration.ofMillis(500);

    private final Backend backend;
    private final Inputs inputs;
    private final Instance me;
    private final Health health;
    private final List<LeaseHolder> leases = new ArrayList<>();
    private final List<LoopRunner> runners = new ArrayList<>();
    private volatile Optional<OutboxDuty> outbox = Optional.empty();
    private Optional<Launchers> launchers = Optional.empty();

    Duties(Backend backend, Inputs inputs, Instance me, Health health) {
        this.backend = backend;
        this.inputs = inputs;
        this.me = me;
        this.health = health;
    }

    /** @param linkUrl how runners reach the link */
    void start(ControlSettings settings, String linkUrl, Meters meters) {
        for (WatchedFile<?> file : inputs.watched()) {
            run(file, WatchedFile.PACE);
        }
        if (settings.role().serves()) {
            serve(meters);
        }
        if (settings.role().dispatches()) {
            dispatch(settings, linkUrl, meters);
        }
    }

    private void serve(Meters meters) {
        var deadlines = new DeadlineDuty(
                backend.store(),
                backend.rules(),
                lease(DutyName.DEADLINES),
                backend.ticker(),
                bot -> inputs.profiles().get().find(bot).isPresent());
        var relay = new OutboxDuty(
                backend.store().outbox(), new LifeMeter(backend.events(), meters), lease(DutyName.OUTBOX), WAIT);
        outbox = Optional.of(relay);
        meters.gauge(
                "deadline.lag.seconds",
                "How late the latest date was acted upon",
                () -> deadlines.lag().toMillis() / 1000.0);
        meters.count(
                "outbox.dead",
                "Events that the broker refused for good",
                () -> relay.dead().count());
        run(deadlines, Pace.STANDARD);
        run(relay, Pace.STANDARD);
    }

    private void dispatch(ControlSettings settings, String linkUrl, Meters meters) {
        var opened = new Launchers(
                Adapters.launchers(),
                urls(settings.backing().launcher()),
                linkUrl,
                this::shape,
                backend.ticker(),
                new PoolBoard(new PoolMeters(meters)));
        launchers = Optional.of(opened);
        var desk = new DispatchDesk(backend.store(), backend.rules(), opened, me, backend.ticker(), WAIT);
        for (Loop dispatcher : desk.dispatchers(settings.limits().launches())) {
            run(dispatcher, Pace.STANDARD);
        }
        var objects = new ObjectDuty(
                backend.store().ledger(), backend.rules(), opened, lease(DutyName.OBJECTS), backend.ticker(), WAIT);
        meters.gauge("orphans", "Jobs and pods of sessions that no record knows", objects::orphans);
        run(objects, Pace.STANDARD);
        var budget = new RefillBudget(settings.limits().refill(), desk::isHeldBack, backend.ticker());
        var pools = new PoolDuty(
                backend.store(), backend.rules().lostAfter(), opened, lease(DutyName.POOLS), budget, backend.ticker());
        run(pools, Pace.STANDARD);
    }

    /** Whether this replica is the one that brings the outbox to the broker. */
    boolean relays() {
        return outbox.map(OutboxDuty::isOurs).orElse(false);
    }

    /** Stops all loops, gives the leases away, and brings to the broker what is still in the outbox if that was ours to do. */
    void stop() throws InterruptedException {
        runners.forEach(LoopRunner::stop);
        runners.forEach(LoopRunner::close);
        flush();
        leases.forEach(LeaseHolder::release);
        launchers.ifPresent(Launchers::close);
    }

    private void flush() throws InterruptedException {
        if (outbox.isPresent()) {
            while (backend.store().outbox().waiting() > 0 && outbox.get().step() == Loop.Did.WORK) {}
        }
    }

    private void run(Loop loop, Pace pace) {
        LoopRunner runner = LoopRunner.start(loop, pace, backend.ticker());
        runners.add(runner);
        health.add("loop-" + loop.name(), runner);
    }

    private LeaseHolder lease(DutyName duty) {
        var holder = new LeaseHolder(backend.store().leases(), duty, me, backend.ticker());
        leases.add(holder);
        return holder;
    }

    private ObjectShape shape(BotName bot) {
        return inputs.profiles().get().find(bot).map(Duties::shape).orElse(ObjectShape.PLAIN);
    }

    private static ObjectShape shape(Profile profile) {
        Profile.Launching launching = profile.launching();
        return new ObjectShape(
                launching.image(),
                launching.inject(),
                launching.deliver() == Profile.Deliver.ENV,
                launching.pod(),
                launching
                        .pool()
                        .map(pool -> new PoolSize.Terms(
                                new PoolSize(pool.idle(), pool.max()),
                                pool.fallbackAfter(),
                                profile.terms().goodBye()))
                        .orElse(PoolSize.NONE));
    }

    /** Each bot's launcher, the same map until the profiles change. */
    private Supplier<Map<BotName, String>> urls(String usual) {
        return new Supplier<>() {
            private volatile @Nullable Named latest;

            @Override
            @SuppressWarnings("ReferenceEquality") // profiles that were read anew are another object
            public Map<BotName, String> get() {
                Profiles now = inputs.profiles().get();
                Named known = latest;
                if (known != null && known.from == now) {
                    return known.urls;
                }
                Map<BotName, String> urls = new HashMap<>();
                now.all()
                        .forEach(profile -> urls.put(
                                profile.bot(), profile.launching().launcher().orElse(usual)));
                Named made = new Named(now, Map.copyOf(urls));
                latest = made;
                return made.urls;
            }
        };
    }

    private record Named(Profiles from, Map<BotName, String> urls) {}
}
