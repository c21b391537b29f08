package dev.botrunner.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What is sent to processes. */
public enum Signal {
    TERM,
    KILL,
    STOP,
    CONT;

    /** Sends it to one process. Nothing happens where there is none of that number. */
    public void to(long pid) {
        if (pid <= 1) {
            throw new IllegalArgumentException("Not a process of a test: " + pid);
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + name() + " " + pid + " 2>/dev/null")
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("No signal could be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while sending a signal", e);
        }
    }
}
