package dev.botrunner.control;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Chooses the form of the log. To be called before anything logs. */
final class Logs {

    private static final String SETTING = "logback.configurationFile";

    private Logs() {}

    /** Plain on a terminal, else one JSON object a line; whoever has set up logback otherwise keeps that. */
    static void choose(String form) {
        if (System.getProperty(SETTING) == null) {
            System.setProperty(SETTING, "dev/botrunner/control/logback-" + form + ".xml");
        }
    }

    @SuppressWarnings("SystemConsoleNull") // there is none where JDK 25 is not on a terminal
    static String usual() {
        @Nullable Console console = System.console();
        return console != null && console.isTerminal() ? "plain" : "json";
    }
}
