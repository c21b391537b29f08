package dev.botrunner.cli;

import dev.botrunner.cli.show.Ink;
import dev.botrunner.cli.show.Screen;

/** How a server's log looks. Clients log nothing but warnings, by the file {@code logback.xml}. */
public enum LogForm {
    /** Lines for people. */
    PLAIN("plain"),
    /** One JSON object a line. */
    JSON("json");

    private static final String SETTING = "logback.configurationFile";

    private final String word;

    LogForm(String word) {
        this.word = word;
    }

    static LogForm usual(Screen screen) {
        return screen.ink() == Ink.COLOURED ? PLAIN : JSON;
    }

    /** To be called before anything logs; whoever has set up logback otherwise keeps that. */
    public void choose() {
        if (System.getProperty(SETTING) == null) {
            System.setProperty(SETTING, "dev/botrunner/control/logback-" + word + ".xml");
        }
    }
}
