package dev.botrunner.cli.show;

import dev.botrunner.session.Reason;
import java.util.Optional;

/** What to do about an end that was not wanted. */
final class Advice {

    private Advice() {}

    static Optional<String> on(Optional<Reason> reason, String outcome) {
        return reason.isPresent() ? on(reason.get()) : onOwnWord(outcome);
    }

    private static Optional<String> on(Reason reason) {
        return switch (reason) {
            case DONE, MAX_DURATION, REQUESTED -> Optional.empty();
            case EVICTED ->
                Optional.of("Its machine or worker was stopped. Join again, or join with --on-crash relaunch.");
            case BOT_CRASHED ->
                Optional.of("Read the runner's log of that attempt. Try the bot alone: botrunner runner run --bot NAME"
                        + " --room-url URL.");
            case OUT_OF_MEMORY -> Optional.of("Give the bot more memory, or find out where it goes.");
            case INVALID_CONFIG ->
                Optional.of("The detail names what is at fault: the bot's program in the worker's bots file, or what"
                        + " the join sent along.");
            case ASSET_MISSING -> Optional.of("Store the asset, or name one that is there.");
            case ASSET_DAMAGED -> Optional.of("Store the asset anew: what is there is not what its digest says.");
            case ROOM_UNAVAILABLE, ROOM_LOST ->
                Optional.of("Check that the room's server runs and can be reached from where the bot runs.");
            case ROOM_EVICTED ->
                Optional.of("Is a second bot of the same session, or somebody posing as it, in the room?");
            case ROOM_REFUSED -> Optional.of("Check the room's URL and the room token: does it still hold?");
            case START_DEADLINE ->
                Optional.of("See the waterfall for what took long. Queued: more workers or slots (botrunner queue)."
                        + " Starting: the cluster. Running: the bot itself. Or join with a later --start-deadline.");
            case NO_HEARTBEAT ->
                Optional.of("Its machine or its network went away. Join again, or join with --on-crash relaunch.");
            case UNKNOWN_BOT -> Optional.of("Put the bot back into the bots file, or join another.");
            case FORBIDDEN -> Optional.of("Give the control server's service account the right that the detail names.");
            case INVALID_SPEC -> Optional.of("Mend the profile's pod, image or limits: the detail says which.");
            case NAMESPACE_GONE -> Optional.of("Make the namespace, or give the control server the right one.");
            case NAME_COLLISION -> Optional.of("Remove the foreign object that the detail names.");
            case IMAGE_UNAVAILABLE -> Optional.of("Check the image's name and tag, and the pull secrets.");
            case UNSCHEDULABLE -> Optional.of("Add nodes, or ask for less in the profile's pod.");
            case QUOTA -> Optional.of("Raise the quota, or lower the profile's limits.");
            case LAUNCHER_UNAVAILABLE -> Optional.of("See whether the cluster's API answers: botrunner doctor.");
        };
    }

    private static Optional<String> onOwnWord(String outcome) {
        return switch (outcome) {
            case "completed", "stopped" -> Optional.empty();
            default -> Optional.of("The reason is the bot's own word: its author knows more.");
        };
    }
}
