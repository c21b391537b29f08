package dev.botrunner.launch;

import dev.botrunner.launch.PoolMeter.Miss;
import dev.botrunner.launch.PoolPods.PoolPod;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of the pods of one bot's pool from step to step; all of it is found again after a crash. */
final class PodBook {

    private static final Logger LOG = LoggerFactory.getLogger(PodBook.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 4;

    private final BotName bot;
    private final PoolDesk desk;
    private final Ticker ticker;
    private final Set<String> claimed = new HashSet<>();
    private final Set<String> sentAway = new HashSet<>();
    private final Set<String> died = new HashSet<>();
    private Set<String> idle = Set.of();
    private boolean looked;
    private int deaths;
    private long notBefore;

    PodBook(BotName bot, PoolDesk desk, Ticker ticker) {
        this.bot = bot;
        this.desk = desk;
        this.ticker = ticker;
        this.notBefore = ticker.nanos();
    }

    /** Forgets what is there no more, and counts who has got a session since it was looked at last. */
    void look(List<PoolPod> present) {
        Set<String> uids = present.stream().map(PoolPod::uid).collect(Collectors.toSet());
        callOffTheDead(uids);
        claimed.retainAll(uids);
        sentAway.retainAll(uids);
        died.retainAll(uids);
        for (PoolPod pod : present) {
            if (!claimed.contains(pod.uid()) && desk.hasClaimed(pod.uid())) {
                claimed.add(pod.uid());
                deaths = 0;
                if (looked) {
                    desk.board().meter().hit(bot);
                }
            }
        }
        idle = present.stream()
                .map(PoolPod::uid)
                .filter(uid -> !claimed.contains(uid) && !sentAway.contains(uid))
                .collect(Collectors.toSet());
        looked = true;
    }

    /** The control server may still hold the call for work of one that has gone: a session given to it would wait for nothing. */
    private void callOffTheDead(Set<String> present) {
        idle.stream()
                .filter(uid -> !present.contains(uid) && !sentAway.contains(uid))
                .forEach(desk::sendAway);
    }

    boolean hasClaimed(PoolPod pod) {
        return claimed.contains(pod.uid());
    }

    boolean isSentAway(PoolPod pod) {
        return sentAway.contains(pod.uid());
    }

    /** True: it will never have a session. Asked anew each time: a store may forget what it has promised. */
    boolean sendAway(PoolPod pod) {
        boolean promised = desk.sendAway(pod.uid());
        if (promised) {
            sentAway.add(pod.uid());
        } else {
            sentAway.remove(pod.uid());
        }
        return promised;
    }

    /** It is not there any more, or will not be soon: nothing shall be given to it. */
    void callOff(PoolPod pod) {
        if (!claimed.contains(pod.uid()) && !sentAway.contains(pod.uid())) {
            sendAway(pod);
        }
    }

    /** One after the other dies without a session: something is wrong with all of them, so they come ever slower. */
    void diedIdle(PoolPod pod) {
        if (!died.add(pod.uid())) {
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(deaths, MOST_DOUBLINGS));
        deaths++;
        holdBack("pod " + pod.name() + " has left without a session", pause);
    }

    void holdBack(String why, Duration pause) {
        notBefore = ticker.nanos() + pause.toNanos();
        LOG.atWarn()
                .setMessage("A pool is not refilled for a while")
                .addKeyValue("bot", bot)
                .addKeyValue("why", why)
                .addKeyValue("seconds", pause.toSeconds())
                .log();
    }

    boolean mayAdd() {
        return ticker.nanos() - notBefore >= 0;
    }

    /** Says why a session may find no pod until the next step. */
    void settle(PoolPlan plan, int busy, PoolSize size) {
        Miss lack;
        if (plan.ready() > 0) {
            deaths = mayAdd() ? 0 : deaths;
            lack = Miss.SLOW;
        } else if (busy >= size.max()) {
            lack = Miss.FULL;
        } else if (!mayAdd()) {
            lack = Miss.FAILING;
        } else {
            lack = plan.starting() > 0 ? Miss.SLOW : Miss.EMPTY;
        }
        desk.board().lacks(bot, lack);
        desk.board().meter().waiting(bot, plan.ready());
    }
}
