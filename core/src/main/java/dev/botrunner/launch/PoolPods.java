package dev.botrunner.launch;

import dev.botrunner.session.BotName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The pods of pools in one cluster. Every call may be repeated. Failures are {@link dev.botrunner.session.DependencyException}s. */
public interface PoolPods {

    /** Where they are: pods of the same place are the same pods, whichever launcher asks for them. */
    String place();

    /** The bots that pods of pools are there of, whatever profiles say by now. */
    Set<BotName> bots() throws InterruptedException;

    /** All that were made for this bot's pool and are there, with a session or without. */
    List<PoolPod> of(BotName bot) throws InterruptedException;

    /** Adds one that is made as the profile says now. */
    Created create(BotName bot) throws InterruptedException;

    /** Ends it, and only it. What is gone already is no failure. */
    void delete(PoolPod pod, Duration grace) throws InterruptedException;

    /** What became of it. */
    sealed interface Created {

        record Done() implements Created {}

        /** Not now, and no other one either. */
        record NotNow(String why, Duration delay) implements Created {}
    }

    /**
     * @param stage how far it has come
     * @param current whether it is made as the profile says now
     * @param since when it came to this stage, by the cluster's clock
     */
    record PoolPod(BotName bot, String name, String uid, Stage stage, boolean current, Instant since) {}

    /** Of a pod that has no session; one that has goes through the same. */
    enum Stage {
        /** It is not running yet. */
        STARTING,
        /** It is not running yet, since its image cannot be had; the cluster tries again. */
        LACKING,
        WAITING,
        /** Somebody has told the cluster to end it. */
        LEAVING,
        /** Its process has left, as it should. */
        DONE,
        FAILED
    }
}
