package dev.botrunner.session;

import java.util.OptionalInt;

/**
 * How a process left, as whoever started it saw it.
 *
 * @param signal the signal that killed it; absent where it left by itself
 * @param outOfMemory whether the system says that it was killed for its memory
 */
public record ExitStatus(int code, OptionalInt signal, boolean outOfMemory) {

    public static ExitStatus code(int code) {
        return new ExitStatus(code, OptionalInt.empty(), false);
    }

    public static ExitStatus signal(int signal) {
        return new ExitStatus(128 + signal, OptionalInt.of(signal), false);
    }
}
