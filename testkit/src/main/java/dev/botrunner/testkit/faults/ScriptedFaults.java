package dev.botrunner.testkit.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Faults of a list: what happens to the next call of a name, and to the one after it. From any thread. */
public final class ScriptedFaults implements Faults {

    private final Map<String, Deque<Fault>> scripts = new ConcurrentHashMap<>();
    private final Map<String, Deque<Fault>> underWay = new ConcurrentHashMap<>();

    public enum Fault {
        NONE,
        /** The call is not done. */
        REFUSED,
        /** The call is done, and its answer lost. */
        ANSWER_LOST
    }

    /** Adds what happens to the following calls of that name; after these nothing does. */
    public ScriptedFaults next(String call, Fault... faults) {
        Deque<Fault> script = scripts.computeIfAbsent(call, _ -> new ConcurrentLinkedDeque<>());
        for (Fault fault : faults) {
            script.addLast(fault);
        }
        return this;
    }

    @Override
    public void before(String call) {
        Fault fault = take(scripts, call);
        if (fault == Fault.REFUSED) {
            throw Outage.unavailable(call);
        }
        underWay.computeIfAbsent(call, _ -> new ConcurrentLinkedDeque<>()).addLast(fault);
    }

    @Override
    public void after(String call) {
        if (take(underWay, call) == Fault.ANSWER_LOST) {
            throw Outage.answerLost(call);
        }
    }

    private static Fault take(Map<String, Deque<Fault>> from, String call) {
        Fault fault = from.getOrDefault(call, new ArrayDeque<>()).pollFirst();
        return fault == null ? Fault.NONE : fault;
    }
}
