package dev.botrunner.redis.queue;

import dev.botrunner.redis.RedisTrouble;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records out of answers. One that cannot be read is hidden for a minute, counted, and holds nobody up. */
final class Records {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private final Scripts scripts;
    private final LongAdder hidden = new LongAdder();

    Records(Scripts scripts) {
        this.scripts = scripts;
    }

    /** The record whose version and head stand in the answer from there on; absent where they do not. */
    Seen seen(SessionId id, ScriptReply reply, int from, Instant now, String epoch) {
        if (!reply.has(from + 1)) {
            return Seen.absent(id, now, epoch);
        }
        return new Seen(id, Optional.of(head(id, reply.text(from + 1))), reply.number(from), now, epoch);
    }

    /** For whoever asked for this record and no other. */
    SessionHead head(SessionId id, String text) {
        try {
            return HeadJson.read(text);
        } catch (UnreadableRecord e) {
            throw RedisTrouble.unavailable("The record of session " + id + " cannot be read: " + e.why()
                    + ". Expected: version " + HeadJson.VERSION + "; was it written by a newer server?");
        }
    }

    /** For whoever asked for some: nothing, and then it is hidden. */
    Optional<SessionHead> readable(String id, String text) {
        try {
            return Optional.of(HeadJson.read(text));
        } catch (UnreadableRecord e) {
            scripts.run(Script.HIDE, List.of(id));
            hidden(1, e.why());
            return Optional.empty();
        }
    }

    /** For a list, which leaves it out. */
    static Optional<SessionHead> listed(String text) {
        try {
            return Optional.of(HeadJson.read(text));
        } catch (UnreadableRecord e) {
            return Optional.empty();
        }
    }

    /** How many in all. */
    long hidden() {
        return hidden.sum();
    }

    void hidden(long count, String why) {
        if (count > 0) {
            hidden.add(count);
            LOG.atWarn()
                    .addKeyValue("records", count)
                    .addKeyValue("in_all", hidden.sum())
                    .addKeyValue("why", why)
                    .log("Records that this server cannot read are left to others for a minute");
        }
    }
}
