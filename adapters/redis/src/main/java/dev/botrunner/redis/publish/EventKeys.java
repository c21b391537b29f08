package dev.botrunner.redis.publish;

import dev.botrunner.session.SessionId;

/**
 * The names of all keys and channels of the events. All keys have one hash tag, so that one script may touch them in a
 * Cluster.
 *
 * @param prefix as set by {@code --events-prefix}
 */
record EventKeys(String prefix) {

    /** The one log of all events, where they are not cut. */
    static final String SHARED = "shared";

    /** {@code ms-number} of the last event: numbers are without gaps, milliseconds never fall. */
    String last() {
        return tag() + "n";
    }

    /** A hash: the epoch, whose replication it belongs to, since when (ms), and behind which event it began. */
    String epoch() {
        return tag() + "epoch";
    }

    /** The cuts that there are logs of, by the time of their last event. */
    String logs() {
        return tag() + "logs";
    }

    /** A stream: each log that appears, with the id of its first event. */
    String news() {
        return tag() + "news";
    }

    /** Which piece of a publisher's batch went through last. */
    String turn(String publisher) {
        return tag() + "turn:" + publisher;
    }

    String log(String cut) {
        return tag() + "log:" + cut;
    }

    String session(String id) {
        return tag() + "session:" + id;
    }

    String session(SessionId id) {
        return session(id.value());
    }

    /** The channel of a session's events, where they are not kept. */
    String channel(String tenant, String session) {
        return channels() + tenant + "." + session;
    }

    /** What the names of all channels begin with. */
    String channels() {
        return prefix + ".events.";
    }

    /** What is said there shows that listening works. */
    String beat() {
        return prefix + ".beat";
    }

    /** What all keys have in common, as a Cluster reads it. */
    String hashTag() {
        return "{" + prefix + ":e}";
    }

    private String tag() {
        return hashTag() + ":";
    }
}
