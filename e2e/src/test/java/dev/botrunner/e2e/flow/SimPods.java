package dev.botrunner.e2e.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Observation;
import dev.botrunner.launch.PoolPods;
import dev.botrunner.link.Claim;
import dev.botrunner.link.TicketCheck;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Subscription;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Sighting;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Pods that wait: each claims once with its own token, redeems with it, runs, and is gone. Control servers keep a pool of
 * them: one that is told to go lives on for a while, and must not get anything; one that runs a session must not be told.
 */
final class SimPods implements PoolPods {

    private static final String TOKEN = "pod:";

    /** So long after a store has forgotten all, what runs a session must have had time to say so. */
    private static final Duration SPEAKS_WITHIN = Duration.ofSeconds(15);

    private final World world;
    private final Map<String, SimPod> pods = new LinkedHashMap<>();
    private final Map<String, SessionId> claimed = new HashMap<>();
    private final List<Consumer<Observation>> watches = new ArrayList<>();
    private Instant forgotAt = Instant.MIN;
    private int uids;
    private int version;

    SimPods(World world) {
        this.world = world;
    }

    /** What a pod's token proves. */
    static TicketCheck.Proof proof(String bearer) {
        return bearer.startsWith(TOKEN)
                ? new TicketCheck.Proof.ForPod(World.POOLED, bearer.substring(TOKEN.length()))
                : new TicketCheck.Proof.Nothing();
    }

    @Override
    public String place() {
        return "sim";
    }

    @Override
    public Set<BotName> bots() {
        return pods.isEmpty() ? Set.of() : Set.of(World.POOLED);
    }

    @Override
    public List<PoolPod> of(BotName bot) {
        return bot.equals(World.POOLED)
                ? pods.values().stream().map(pod -> pod.seen(version)).toList()
                : List.of();
    }

    @Override
    public Created create(BotName bot) {
        if (world.chance().fault(20)) {
            return new Created.NotNow("simulated", Duration.ofSeconds(5));
        }
        String uid = "pod-" + ++uids;
        pods.put(uid, new SimPod(uid, version, world.now()));
        return new Created.Done();
    }

    @Override
    public void delete(PoolPod pod, Duration grace) {
        SimPod there = pods.get(pod.uid());
        if (there != null) {
            checkIdle(there);
            there.end(world.now());
        }
    }

    /** No busy pod is ever deleted by the pool. */
    private void checkIdle(SimPod pod) {
        Optional<SimRunner> busy = pod.runner().filter(SimRunner::holdsASession);
        if (busy.isPresent()) {
            boolean forgotten = !busy.get().lastHeard().isAfter(forgotAt);
            assertThat(forgotten && Duration.between(forgotAt, world.now()).compareTo(SPEAKS_WITHIN) >= 0)
                    .as("%s is deleted though it runs %s", pod.uid(), busy.get())
                    .isTrue();
        }
    }

    /** Its session is over, or another's. */
    void stop(String uid) {
        Optional.ofNullable(pods.get(uid)).ifPresent(pod -> pod.end(world.now()));
    }

    List<LaunchRef> present() {
        return pods.values().stream()
                .filter(pod -> !pod.isLeaving())
                .<LaunchRef>map(pod -> new LaunchRef.Waiting(World.POOLED, pod.uid()))
                .toList();
    }

    Subscription watch(Consumer<Observation> reports) {
        watches.add(reports);
        return () -> watches.remove(reports);
    }

    private void tell(SimPod pod, Sighting sighting) {
        if (!world.chance().fault(8)) {
            var seen = new Observation(new LaunchRef.Waiting(World.POOLED, pod.uid()), sighting);
            List.copyOf(watches).forEach(watch -> watch.accept(seen));
        }
    }

    void step() {
        if (world.chance().fault(60)) {
            version++;
        }
        for (SimPod pod : List.copyOf(pods.values())) {
            try {
                step(pod);
            } catch (DependencyException e) {
                world.chance().tell(pod.uid() + " not answered");
            }
        }
    }

    private void step(SimPod pod) {
        if ((pod.isLeaving() && world.chance().oneIn(3)) || world.chance().fault(120)) {
            remove(pod); // its grace is over, or its node has gone
        } else if (pod.exit().isPresent()) {
            tell(pod, new Sighting.Exited(pod.exit().get(), Optional.empty()));
        } else if (!pod.hasStarted()) {
            pod.start(world.now());
        } else if (pod.runner().isEmpty() && world.chance().fault(40)) {
            pod.exit(ExitStatus.signal(9), world.now()); // while it waits, or between its claim and the answer
        } else if (pod.runner().isEmpty()) {
            claim(pod);
        }
    }

    private void remove(SimPod pod) {
        pod.runner().ifPresent(runner -> runner.crash(ExitStatus.signal(9)));
        pods.remove(pod.uid());
        tell(pod, new Sighting.Gone());
    }

    private void claim(SimPod pod) {
        String token = TOKEN + pod.uid();
        // Whatever it calls its request, it has one.
        var request = new RequestId("r" + world.chance().below(1_000_000));
        var claiming = new WorkerLink.Claiming(pod.me(), request, Set.of(World.POOLED), List.of());
        Work work = world.interruptible(() -> world.pods(token).claim(claiming, Duration.ZERO));
        switch (work) {
            case Work.Retired _ -> pod.exit(ExitStatus.code(0), world.now());
            case Work.Orders(Optional<Claim> claim, var _) -> claim.ifPresent(given -> start(pod, token, given));
        }
    }

    private void start(SimPod pod, String token, Claim claim) {
        assertThat(claim.ticket()).as("a pod redeems with its own token").isEmpty();
        assertThat(world.store().queue().isRetired(RequestId.ofPod(pod.uid())))
                .as("%s was sent away and got %s", pod.uid(), claim)
                .isFalse();
        assertThat(pod.leavingSince().filter(at -> at.isAfter(forgotAt)))
                .as("%s was told to leave and got %s", pod.uid(), claim)
                .isEmpty();
        SessionId before = claimed.putIfAbsent(pod.uid(), claim.session());
        assertThat(before == null || before.equals(claim.session()))
                .as("%s claims once: %s, and then %s", pod.uid(), before, claim)
                .isTrue();
        world.tally().met("claimed by a pod");
        if (world.chance().fault(20)) {
            return; // the answer got lost, and it asks again
        }
        var runner = new SimRunner(world, claim.session(), claim.attempt(), new Ticket(token), pod.me());
        pod.runs(world.started(runner));
    }

    /** The store forgot: what was claimed in it says nothing any more. */
    void forget() {
        claimed.clear();
        forgotAt = world.now();
    }
}
