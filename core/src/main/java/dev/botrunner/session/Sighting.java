package dev.botrunner.session;

import java.util.Optional;

/** What a watch sees of an object that was launched for an attempt. */
public sealed interface Sighting {

    /**
     * Not yet running.
     *
     * @param phase how far it is: scheduled or pulling
     */
    record Waiting(Phase phase, Optional<String> detail) implements Sighting {}

    record Started() implements Sighting {}

    /**
     * It runs, and the cluster was told to end it. A process that was only just starting then may never hear of it: SIGTERM
     * is lost on one that has no handler yet.
     */
    record Leaving() implements Sighting {}

    record Exited(ExitStatus status, Optional<String> detail) implements Sighting {}

    /**
     * Its process will not start, or was ended from outside: its image cannot be had, its node refused or lost it.
     *
     * @param failure says why, with what was found out
     */
    record Failed(Failure failure) implements Sighting {}

    /** It is not in the list any more; that alone proves nothing about a runner that beats. */
    record Gone() implements Sighting {}
}
