package dev.botrunner.e2e.stand;

import java.util.List;

/** Of which processes Botrunner consists in a test. */
public enum Topology {
    /** One command with everything in it. */
    DEV,
    /** A control server, and a worker that knows its address only. */
    PLAIN,
    /** The same around a Redis, which has queue, records and events. */
    REDIS,
    /** A control server, a Redis, and a Job of the real cluster for each attempt. */
    JOB,
    /** The same, and a bare Pod for each attempt. */
    POD;

    /**
     * Those that scenarios are played over: of the real cluster where the tests run over it ({@code ./test cluster}), else
     * the others.
     */
    public static List<Topology> here() {
        return Boolean.getBoolean("cluster") ? List.of(JOB, POD) : List.of(DEV, PLAIN, REDIS);
    }

    /** Whether runners are in pods. */
    public boolean isInCluster() {
        return this == JOB || this == POD;
    }

    /** Whether queue, records and events are in Redis. */
    boolean hasRedis() {
        return this == REDIS || isInCluster();
    }

    /** Whether a worker starts the runners. */
    boolean hasWorker() {
        return this == PLAIN || this == REDIS;
    }
}
