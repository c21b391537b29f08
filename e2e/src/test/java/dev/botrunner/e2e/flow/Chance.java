package dev.botrunner.e2e.flow;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;

/** All that is random in a schedule comes from here, and the last of what was decided is told when a schedule fails. */
final class Chance {

    private static final int TOLD = 60;

    private final Random random;
    private final ArrayDeque<String> trace = new ArrayDeque<>();
    private boolean faults = true;
    private long steps;

    Chance(long seed) {
        random = new Random(seed);
    }

    /** One in {@code n}. */
    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** One in {@code n}, and never once faults are over. */
    boolean fault(int n) {
        return faults && random.nextInt(n) == 0;
    }

    int below(int n) {
        return random.nextInt(n);
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    Random random() {
        return random;
    }

    /** From now on nothing breaks any more. */
    void heal() {
        faults = false;
    }

    boolean hasHealed() {
        return !faults;
    }

    void tell(String what) {
        if (trace.size() == TOLD) {
            trace.removeFirst();
        }
        trace.addLast(++steps + " " + what);
    }

    String trace() {
        return String.join("\n", trace);
    }
}
