package dev.botrunner.launch;

import dev.botrunner.launch.PoolPods.PoolPod;
import dev.botrunner.launch.PoolPods.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What there is too much and too little of in a pool. Pure.
 *
 * @param surplus to be sent away, in this order
 * @param missing to be added
 * @param ready how many wait and stay
 * @param starting how many are on their way
 */
record PoolPlan(List<PoolPod> surplus, int missing, int ready, int starting) {

    /** Older profiles first, then those that are not ready, then the youngest. */
    private static final Comparator<PoolPod> LEAST_WANTED = Comparator.comparing(PoolPod::current)
            .thenComparing(pod -> pod.stage() == Stage.WAITING)
            .thenComparing(PoolPod::since, Comparator.reverseOrder())
            .thenComparing(PoolPod::uid);

    PoolPlan {
        surplus = List.copyOf(surplus);
    }

    /**
     * An old one goes when a new one is ready in its place; where there is no room for both, one at a time goes before.
     *
     * @param idle those that have no session
     * @param busy how many have one
     */
    static PoolPlan of(List<PoolPod> idle, int busy, PoolSize size) {
        int wanted = Math.clamp(size.max() - (long) busy, 0, size.idle());
        List<PoolPod> sorted = idle.stream().sorted(LEAST_WANTED).toList();
        List<PoolPod> old = sorted.stream().filter(pod -> !pod.current()).toList();
        List<PoolPod> fresh = sorted.stream().filter(PoolPod::current).toList();
        long ready = fresh.stream().filter(PoolPlan::isReady).count();
        int kept = (int) Math.min(old.size(), Math.max(0, wanted - ready));
        int missing = Math.max(0, wanted - fresh.size());
        int room = size.max() - busy - fresh.size() - kept;
        if (missing > 0 && room <= 0 && kept > 0) {
            kept--;
            room++;
        }
        var surplus = new ArrayList<>(old.subList(0, old.size() - kept));
        surplus.addAll(fresh.subList(0, Math.max(0, fresh.size() - wanted)));
        List<PoolPod> staying =
                idle.stream().filter(pod -> !surplus.contains(pod)).toList();
        int waiting = (int) staying.stream().filter(PoolPlan::isReady).count();
        return new PoolPlan(surplus, Math.clamp(missing, 0, Math.max(0, room)), waiting, staying.size() - waiting);
    }

    private static boolean isReady(PoolPod pod) {
        return pod.stage() == Stage.WAITING;
    }
}
