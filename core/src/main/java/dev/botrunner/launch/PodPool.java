package dev.botrunner.launch;

import dev.botrunner.launch.PoolPods.Created;
import dev.botrunner.launch.PoolPods.PoolPod;
import dev.botrunner.launch.PoolPods.Stage;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool over the pods of a cluster. Which of them have a session only the store knows; a pod is ended only after the
 * store has promised that it will never claim one. Confined to one thread.
 */
public final class PodPool implements Pool {

    private static final Logger LOG = LoggerFactory.getLogger(PodPool.class);

    /** One that has not begun to wait by then never will: large images, and nodes that are only being made, take their time. */
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(15);

    /** One whose image cannot be had until then is made anew: its profile may be another by then. */
    private static final Duration HAS_ITS_IMAGE_WITHIN = Duration.ofMinutes(2);

    /** What is left of a failure is looked at by others first. */
    private static final Duration KEPT_AFTER_FAILURE = Duration.ofSeconds(30);

    /** One that was to be gone for so long has nobody who ends it. */
    private static final Duration OVERDUE = Duration.ofSeconds(30);

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final PoolPods pods;
    private final PoolDesk desk;
    private final Ticker ticker;
    private final Map<BotName, PodBook> books = new HashMap<>();

    public PodPool(PoolPods pods, PoolDesk desk, Ticker ticker) {
        this.pods = pods;
        this.desk = desk;
        this.ticker = ticker;
    }

    @Override
    public void keep(BotName bot, PoolSize size) throws InterruptedException {
        PodBook book = books.computeIfAbsent(bot, _ -> new PodBook(bot, desk, ticker));
        List<PoolPod> present = pods.of(bot);
        book.look(present);
        var waiting = new ArrayList<PoolPod>();
        int busy = 0;
        for (PoolPod pod : present) {
            switch (pod.stage()) {
                case DONE -> {
                    book.callOff(pod);
                    pods.delete(pod, GRACE);
                }
                case FAILED -> failed(pod, book);
                // It may not have heard of it yet: nothing must be given to it.
                case LEAVING -> {
                    book.callOff(pod);
                    busy += book.hasClaimed(pod) && !isOverdue(pod) ? 1 : 0;
                }
                case STARTING, LACKING, WAITING -> {
                    if (book.hasClaimed(pod)) {
                        busy++;
                    } else if (isStuck(pod)) {
                        stuck(pod, book);
                    } else if (book.isSentAway(pod)) {
                        end(pod, book); // before this it was not answered
                    } else {
                        waiting.add(pod);
                    }
                }
            }
        }
        var plan = PoolPlan.of(waiting, busy, size);
        for (PoolPod pod : plan.surplus()) {
            end(pod, book);
        }
        refill(bot, plan.missing(), book);
        book.settle(plan, busy, size);
    }

    /** On a node that is away it may stay for hours, without a session. */
    private boolean isOverdue(PoolPod pod) {
        return pod.since().plus(OVERDUE).isBefore(ticker.now());
    }

    private void refill(BotName bot, int missing, PodBook book) throws InterruptedException {
        int added = 0;
        while (added < missing && book.mayAdd() && desk.budget().take()) {
            switch (pods.create(bot)) {
                case Created.Done _ -> added++;
                case Created.NotNow(String why, Duration delay) -> book.holdBack(why, delay);
            }
        }
    }

    /**
     * One that runs may have a session that the store has forgotten. It may have claimed it since we looked, and the store may
     * have forgotten it before it promised: what it promises counts only where it is still the one that knows all.
     */
    private void end(PoolPod pod, PodBook book) throws InterruptedException {
        if (isToldTruly(pod) && book.sendAway(pod) && isToldTruly(pod)) {
            pods.delete(pod, GRACE);
        }
    }

    private boolean isToldTruly(PoolPod pod) {
        return pod.stage() != Stage.WAITING || desk.knowsAll();
    }

    private void failed(PoolPod pod, PodBook book) throws InterruptedException {
        if (!book.hasClaimed(pod)) {
            book.callOff(pod);
            book.diedIdle(pod);
        }
        if (hasLasted(pod, KEPT_AFTER_FAILURE)) {
            pods.delete(pod, GRACE);
        }
    }

    private boolean isStuck(PoolPod pod) {
        return switch (pod.stage()) {
            case STARTING -> hasLasted(pod, STARTS_WITHIN);
            case LACKING -> hasLasted(pod, HAS_ITS_IMAGE_WITHIN);
            case WAITING, LEAVING, DONE, FAILED -> false;
        };
    }

    private boolean hasLasted(PoolPod pod, Duration time) {
        return Duration.between(pod.since(), ticker.now()).compareTo(time) >= 0;
    }

    private void stuck(PoolPod pod, PodBook book) throws InterruptedException {
        book.diedIdle(pod);
        LOG.atWarn()
                .setMessage("A pod of a pool did not start in time; another takes its place")
                .addKeyValue("bot", pod.bot())
                .addKeyValue("pod", pod.name())
                .log();
        end(pod, book);
    }
}
