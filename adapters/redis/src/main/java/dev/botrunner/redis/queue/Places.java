package dev.botrunner.redis.queue;

import java.util.ArrayList;
import java.util.List;

/** What the indexes say of one record, as the script of the auditor answers it. */
record Places(ScriptReply reply) {

    private static final int MARKED = 3;
    private static final int DATE = 4;
    private static final int SILENCE = 5;
    private static final int LINE = 6;
    private static final int OPEN = 7;
    private static final int HELD = 8;
    private static final int QUEUED = 9;
    private static final int BACKOFF = 10;
    private static final int ACTIVE = 11;
    private static final int ROOM = 12;
    private static final int ENDED = 13;
    private static final int LISTED = 14;
    private static final int SPEC = 15;

    /** Where the record stands and should not, or should and does not. */
    List<String> faults(HeadFacts facts) {
        List<String> faults = new ArrayList<>();
        boolean ended = facts.head().hasEnded();
        boolean marked = !reply.text(MARKED).isEmpty();
        score(faults, "dates", DATE, facts.date());
        score(faults, "silence", SILENCE, facts.silence());
        score(faults, "line", LINE, facts.line());
        score(faults, "open", OPEN, marked ? "" : facts.line());
        text(faults, "held", HELD, HeadFacts.flag(marked));
        text(faults, "queued", QUEUED, facts.queued().isEmpty() ? "0" : "2");
        text(
                faults,
                "backoff",
                BACKOFF,
                HeadFacts.flag(!facts.queued().isEmpty() && facts.line().isEmpty()));
        text(faults, "active", ACTIVE, facts.active().isEmpty() ? "0" : "3");
        String room = facts.inRoom();
        text(faults, "room", ROOM, room.isEmpty() ? "" : facts.bot() + " " + room);
        text(faults, "ended", ENDED, HeadFacts.flag(ended));
        text(faults, "list", LISTED, "1");
        if (ended && !reply.text(SPEC).isEmpty()) {
            faults.add("still has its spec");
        }
        return faults;
    }

    private void score(List<String> faults, String index, int at, String expected) {
        String there = reply.text(at);
        boolean same = (there.isEmpty() || expected.isEmpty())
                ? there.equals(expected)
                : Double.parseDouble(there) == Double.parseDouble(expected);
        if (!same) {
            add(faults, index, there, expected);
        }
    }

    private void text(List<String> faults, String index, int at, String expected) {
        String there = reply.text(at);
        if (!there.equals(expected)) {
            add(faults, index, there, expected);
        }
    }

    private static void add(List<String> faults, String index, String there, String expected) {
        faults.add(index + ": is " + (there.isEmpty() ? "nothing" : there) + ", expected "
                + (expected.isEmpty() ? "nothing" : expected));
    }
}
