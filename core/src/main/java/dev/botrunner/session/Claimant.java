package dev.botrunner.session;

import java.util.Optional;

/** Who took a session out of the line, and how it brings it to life. */
public record Claimant(Instance instance, Kind kind) {

    public enum Kind {
        /** A worker that starts a child process, and gets a ticket for it. */
        WORKER,
        /** A waiting pod that becomes this session's runner itself and proves itself by its own token. */
        POD,
        /** A control server that has an object created; its ticket names claim 0, whoever creates the object. */
        LAUNCHER
    }

    /** The uid of the waiting pod that it is. */
    public Optional<String> pod() {
        return kind == Kind.POD ? instance.pod() : Optional.empty();
    }
}
