package dev.botrunner.testkit.faults;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Launched;
import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.Observation;
import dev.botrunner.launch.PoolPods;
import dev.botrunner.loop.Subscription;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Any launcher, with faults around each call. Watches are told without any. */
public final class FaultyLauncher implements Launcher {

    private final Launcher launcher;
    private final FaultyStore.Calls calls;

    private FaultyLauncher(Launcher launcher, FaultyStore.Calls calls) {
        this.launcher = launcher;
        this.calls = calls;
    }

    public static Launcher around(Launcher launcher, Faults faults) {
        return new FaultyLauncher(launcher, new FaultyStore.Calls(faults));
    }

    @Override
    public Launched launch(SessionHead session, SessionSpec spec) throws InterruptedException {
        return calls.waiting("launcher.launch", () -> launcher.launch(session, spec));
    }

    @Override
    public void stop(LaunchRef ref, Duration grace) throws InterruptedException {
        calls.waiting("launcher.stop", () -> {
            launcher.stop(ref, grace);
            return ref;
        });
    }

    @Override
    public Subscription watch(Consumer<Observation> reports) {
        return calls.call("launcher.watch", () -> launcher.watch(reports));
    }

    @Override
    public List<LaunchRef> present() throws InterruptedException {
        return calls.waiting("launcher.present", launcher::present);
    }

    @Override
    public Optional<PoolPods> waiting() {
        return launcher.waiting();
    }

    @Override
    public void close() {
        launcher.close();
    }
}
