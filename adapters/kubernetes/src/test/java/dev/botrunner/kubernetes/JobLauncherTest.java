package dev.botrunner.kubernetes;

import dev.botrunner.testkit.contracts.LauncherContract;
import dev.botrunner.testkit.contracts.LauncherUnderTest;

class JobLauncherTest extends LauncherContract {

    @Override
    protected LauncherUnderTest open() {
        return new LauncherStand(ObjectKind.JOB, true);
    }
}
