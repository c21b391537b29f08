package dev.botrunner.testkit.contracts;

import dev.botrunner.launch.LaunchRef.ForSession;
import dev.botrunner.launch.Launcher;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.testkit.TwinLauncher;

class TwinLauncherTest extends LauncherContract {

    @Override
    protected LauncherUnderTest open() {
        var twin = TwinLauncher.keeps();
        return new LauncherUnderTest() {
            @Override
            public Launcher launcher() {
                return twin;
            }

            @Override
            public void start(ForSession ref) {
                twin.start(ref);
            }

            @Override
            public void exit(ForSession ref, ExitStatus status) {
                twin.exit(ref, status);
            }

            @Override
            public void remove(ForSession ref) {
                twin.remove(ref);
            }

            @Override
            public void whileCut(Runnable something) {
                twin.whileCut(something);
            }

            @Override
            public void close() {
                twin.close();
            }
        };
    }
}
