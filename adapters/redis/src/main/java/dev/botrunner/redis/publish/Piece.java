package dev.botrunner.redis.publish;

import dev.botrunner.publish.Envelope;
import dev.botrunner.session.LifecycleEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;

/** What one call of the script writes. Used once. */
final class Piece {

    private static final int FIXED_KEYS = 5;

    private final EventKeys names;
    private final Cuts cuts;
    private final Retention retention;
    private final Map<String, Integer> keys = new LinkedHashMap<>();
    private final List<Run> runs = new ArrayList<>(1);
    private final List<byte[]> events = new ArrayList<>();
    private int bytes;

    /** Events of one session, one behind the other. */
    private static final class Run {
        private final String session;
        private final String cut;
        private int events;
        private boolean ended;

        Run(String session, String cut) {
            this.session = session;
            this.cut = cut;
        }
    }

    Piece(EventKeys names, Cuts cuts, Retention retention) {
        this.names = names;
        this.cuts = cuts;
        this.retention = retention;
    }

    void add(Envelope envelope, byte[] written) {
        if (runs.isEmpty() || !runs.getLast().session.equals(envelope.subject())) {
            runs.add(new Run(envelope.subject(), cuts.of(envelope)));
        }
        Run run = runs.getLast();
        run.events++;
        run.ended |= envelope.type().equals(LifecycleEvent.END);
        events.add(written);
        bytes += written.length;
    }

    int events() {
        return events.size();
    }

    int bytes() {
        return bytes;
    }

    /**
     * @param number of this piece in its batch: each goes through only behind the one before
     * @param more whether another one follows
     */
    CommandArguments call(String batch, int number, boolean more) {
        for (Run run : runs) {
            key(names.log(run.cut));
            key(names.session(run.session));
        }
        var all = new ArrayList<>(List.of(names.last(), names.epoch(), names.logs(), names.news(), names.turn(batch)));
        all.addAll(keys.keySet());
        CommandArguments call = Script.PUBLISH
                .call(all)
                .add(Standing.freshEpoch())
                .add(number == 0 ? "" : String.valueOf(number - 1))
                .add(more ? String.valueOf(number) : "")
                .add(retention.ofLog())
                .add(retention.ofSession())
                .add(retention.age().toMillis())
                .add(runs.size());
        for (Run run : runs) {
            call.add(key(names.log(run.cut)))
                    .add(run.cut)
                    .add(key(names.session(run.session)))
                    .add(run.events)
                    .add(run.ended ? 1 : 0);
        }
        events.forEach(call::add);
        return call;
    }

    /** Which key of the call it is, counted from 1. */
    private int key(String name) {
        return keys.computeIfAbsent(name, _ -> FIXED_KEYS + keys.size() + 1);
    }
}
