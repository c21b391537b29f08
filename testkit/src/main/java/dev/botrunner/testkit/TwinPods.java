package dev.botrunner.testkit;

import dev.botrunner.launch.PoolPods;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Pods of pools that are entries of a map: a test says what becomes of them. Confined to one thread. */
public final class TwinPods implements PoolPods {

    private final Map<String, PoolPod> pods = new LinkedHashMap<>();
    private final Ticker ticker;
    private Optional<Created> refusal = Optional.empty();
    private boolean down;
    private boolean undeletable;
    private int made;

    public TwinPods(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public String place() {
        return "twin";
    }

    @Override
    public Set<BotName> bots() {
        failWhenDown();
        return pods.values().stream().map(PoolPod::bot).collect(Collectors.toSet());
    }

    @Override
    public List<PoolPod> of(BotName bot) {
        failWhenDown();
        return pods.values().stream().filter(pod -> pod.bot().equals(bot)).toList();
    }

    @Override
    public Created create(BotName bot) {
        failWhenDown();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String uid = "twin-pod-" + ++made;
        pods.put(uid, new PoolPod(bot, "pool-" + uid, uid, Stage.STARTING, true, ticker.now()));
        return new Created.Done();
    }

    @Override
    public void delete(PoolPod pod, Duration grace) {
        failWhen(down || undeletable);
        pods.remove(pod.uid());
    }

    /** It has come so far. */
    public void become(PoolPod pod, Stage stage, Instant since) {
        pods.put(pod.uid(), new PoolPod(pod.bot(), pod.name(), pod.uid(), stage, pod.current(), since));
    }

    /** From now on pods are made otherwise. */
    public void changeProfile() {
        pods.replaceAll((_, pod) -> new PoolPod(pod.bot(), pod.name(), pod.uid(), pod.stage(), false, pod.since()));
    }

    /** Until told otherwise the cluster takes none. */
    public void refusing(Optional<Created> answer) {
        refusal = answer;
    }

    /** Until told otherwise the cluster does not answer. */
    public void down(boolean is) {
        down = is;
    }

    /** Until told otherwise every delete fails. */
    public void undeletable(boolean is) {
        undeletable = is;
    }

    private void failWhenDown() {
        failWhen(down);
    }

    private static void failWhen(boolean so) {
        if (so) {
            throw new DependencyException(
                    new Failure(ErrorCode.LAUNCHER_UNAVAILABLE, "The twin cluster was told not to answer"));
        }
    }
}
