package dev.botrunner.cli.show;

import java.util.Map;

/** Colours, where there is somebody to see them. */
public enum Ink {
    PLAIN,
    COLOURED;

    /** The colours there are. */
    public enum Colour {
        GOOD(32),
        BAD(31),
        BUSY(33),
        FAINT(2),
        STRONG(1);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }

    /** Coloured on a terminal, unless {@code NO_COLOR} is set or the terminal is dumb. */
    public static Ink of(boolean onTerminal, Map<String, String> environment) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return onTerminal && !refused ? COLOURED : PLAIN;
    }

    public String paint(Colour colour, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + colour.code + "m" + text + "\u001b[0m";
    }
}
