package dev.botrunner.cli;

import dev.botrunner.control.BuildVersion;
import picocli.CommandLine.IVersionProvider;

/** The version of this build and of its Java, for {@code --version}. */
public final class Version implements IVersionProvider {

    /** {@code 0.1.0}. */
    public static String text() {
        return BuildVersion.text();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"botrunner " + text(), "Java " + Runtime.version()};
    }
}
