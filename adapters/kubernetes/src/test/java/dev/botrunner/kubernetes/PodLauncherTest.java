package dev.botrunner.kubernetes;

import dev.botrunner.testkit.contracts.LauncherContract;
import dev.botrunner.testkit.contracts.LauncherUnderTest;

class PodLauncherTest extends LauncherContract {

    @Override
    protected LauncherUnderTest open() {
        return new LauncherStand(ObjectKind.POD, false);
    }
}
