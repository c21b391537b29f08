package dev.botrunner.testkit.contracts;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Launcher;
import dev.botrunner.session.ExitStatus;

/** A launcher with a hand on the world behind it. */
public interface LauncherUnderTest extends AutoCloseable {

    Launcher launcher();

    /** The object's process begins. */
    void start(LaunchRef.ForSession ref);

    /** The object's process leaves. */
    void exit(LaunchRef.ForSession ref, ExitStatus status);

    /** Somebody else removes the object. */
    void remove(LaunchRef.ForSession ref);

    /** The watches are broken while something happens. */
    void whileCut(Runnable something);

    @Override
    void close();
}
