package dev.botrunner.session;

import java.util.Locale;
import java.util.Optional;

/** The reasons that the product itself gives for an end. Bots may add their own words. The page of reasons is made from these. */
public enum Reason {
    DONE(Outcome.COMPLETED, null, "The bot returned, and gave no word of its own."),
    MAX_DURATION(Outcome.COMPLETED, null, "The session's maximum duration was reached; the bot said good-bye."),
    REQUESTED(Outcome.STOPPED, null, "Somebody asked for it: DELETE or leave."),
    EVICTED(
            Outcome.FAILED,
            Blame.CLUSTER,
            "The runner was told to leave from outside (SIGTERM: drain, eviction, worker stop)."),
    BOT_CRASHED(Outcome.FAILED, Blame.BOT, "The bot's program failed or was killed by a signal."),
    OUT_OF_MEMORY(Outcome.FAILED, Blame.BOT, "The bot's process was killed for its memory."),
    INVALID_CONFIG(
            Outcome.FAILED,
            Blame.CALLER,
            "The runner was given something it cannot start with (exit 20), or its program was not found."),
    ASSET_MISSING(Outcome.FAILED, Blame.CALLER, "Something that the persona names is in none of the asset sources."),
    ASSET_DAMAGED(Outcome.FAILED, Blame.CALLER, "An asset was found and is not what its digest says."),
    ROOM_REFUSED(Outcome.FAILED, Blame.ROOM, "The room did not let the bot in."),
    ROOM_UNAVAILABLE(Outcome.FAILED, Blame.ROOM, "The room could not be reached, or did not answer."),
    ROOM_LOST(Outcome.FAILED, Blame.ROOM, "The bot's connection to its room broke and could not be mended."),
    ROOM_EVICTED(Outcome.FAILED, Blame.ROOM, "Somebody of the bot's identity came into the room later."),
    START_DEADLINE(
            Outcome.EXPIRED,
            Blame.PLATFORM,
            "The bot was not joined by the start deadline; blame: whoever held it up."),
    NO_HEARTBEAT(Outcome.LOST, Blame.CLUSTER, "The runner fell silent and nothing is known of its process."),
    UNKNOWN_BOT(Outcome.FAILED, Blame.PLATFORM, "The profile was removed while the session waited."),
    FORBIDDEN(Outcome.FAILED, Blame.PLATFORM, "The cluster does not let the launcher create the object."),
    INVALID_SPEC(Outcome.FAILED, Blame.PLATFORM, "The cluster refuses the object as wrong."),
    NAMESPACE_GONE(Outcome.FAILED, Blame.PLATFORM, "The namespace for launches is not there or is being deleted."),
    NAME_COLLISION(Outcome.FAILED, Blame.PLATFORM, "An object of the launch's name exists and is not ours."),
    IMAGE_UNAVAILABLE(Outcome.FAILED, Blame.PLATFORM, "The image could not be pulled."),
    UNSCHEDULABLE(Outcome.FAILED, Blame.CLUSTER, "No node took the pod."),
    QUOTA(Outcome.FAILED, Blame.CLUSTER, "A quota of the cluster was used up."),
    LAUNCHER_UNAVAILABLE(Outcome.FAILED, Blame.CLUSTER, "The launcher did not answer.");

    private final Outcome outcome;
    private final Optional<Blame> blame;
    private final String meaning;

    Reason(Outcome outcome, @org.jspecify.annotations.Nullable Blame blame, String meaning) {
        this.outcome = outcome;
        this.blame = Optional.ofNullable(blame);
        this.meaning = meaning;
    }

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    public Outcome outcome() {
        return outcome;
    }

    public Optional<Blame> blame() {
        return blame;
    }

    public String meaning() {
        return meaning;
    }

    public static Optional<Reason> of(String word) {
        for (Reason reason : values()) {
            if (reason.word().equals(word)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /** The reason that a launcher's failure becomes when it ends a session. */
    public static Reason of(ErrorCode code) {
        return switch (code) {
            case FORBIDDEN -> FORBIDDEN;
            case INVALID_SPEC -> INVALID_SPEC;
            case NAMESPACE_GONE -> NAMESPACE_GONE;
            case NAME_COLLISION -> NAME_COLLISION;
            case IMAGE_UNAVAILABLE -> IMAGE_UNAVAILABLE;
            case UNSCHEDULABLE -> UNSCHEDULABLE;
            case QUOTA -> QUOTA;
            case EVICTED -> EVICTED;
            case ASSET_MISSING -> ASSET_MISSING;
            case ASSET_DAMAGED -> ASSET_DAMAGED;
            case INVALID_CONFIG -> INVALID_CONFIG;
            case STORE_UNAVAILABLE, OUTCOME_UNKNOWN, BROKER_UNAVAILABLE, LINK_UNAVAILABLE, LAUNCHER_UNAVAILABLE ->
                LAUNCHER_UNAVAILABLE;
            case ROOM_UNAVAILABLE -> ROOM_UNAVAILABLE;
        };
    }
}
