package dev.botrunner.e2e.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.link.Claim;
import dev.botrunner.link.TicketCheck;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pods that wait: each claims once with its own token, redeems with it, runs, and is gone. A pool keeps a few of them and
 * sends some away again; one that was sent away lives on for a while, and must not get anything.
 */
final class SimPods {

    private static final int IDLE = 3;
    private static final String TOKEN = "pod:";

    private final World world;
    private final List<Pod> waiting = new ArrayList<>();
    private final Map<String, SessionId> claimed = new HashMap<>();
    private int uids;

    SimPods(World world) {
        this.world = world;
    }

    private static final class Pod {
        private final String uid;
        private final Instance me;
        private boolean sentAway;

        private Pod(String uid) {
            this.uid = uid;
            this.me = new Instance("process-of-" + uid);
        }
    }

    /** What a pod's token proves. */
    static TicketCheck.Proof proof(String bearer) {
        return bearer.startsWith(TOKEN)
                ? new TicketCheck.Proof.ForPod(World.POOLED, bearer.substring(TOKEN.length()))
                : new TicketCheck.Proof.Nothing();
    }

    void step() {
        if (waiting.stream().filter(pod -> !pod.sentAway).count() < IDLE) {
            waiting.add(new Pod("pod-" + ++uids));
        }
        for (Pod pod : List.copyOf(waiting)) {
            try {
                step(pod);
            } catch (DependencyException e) {
                world.chance().tell(pod.uid + " not answered");
            }
        }
    }

    private void step(Pod pod) {
        if (world.chance().fault(40)) {
            waiting.remove(pod); // killed while it waits, or between its claim and the answer
        } else if (!pod.sentAway && world.chance().fault(15)) {
            pod.sentAway = world.retire(RequestId.ofPod(pod.uid));
        } else {
            claim(pod);
        }
    }

    private void claim(Pod pod) {
        String token = TOKEN + pod.uid;
        // Whatever it calls its request, it has one.
        var request = new RequestId("r" + world.chance().below(1_000_000));
        var claiming = new WorkerLink.Claiming(pod.me, request, Set.of(World.POOLED), List.of());
        Work work = world.interruptible(() -> world.pods(token).claim(claiming, Duration.ZERO));
        switch (work) {
            case Work.Retired _ -> waiting.remove(pod);
            case Work.Orders(Optional<Claim> claim, var _) -> claim.ifPresent(given -> start(pod, token, given));
        }
    }

    private void start(Pod pod, String token, Claim claim) {
        assertThat(claim.ticket()).as("a pod redeems with its own token").isEmpty();
        assertThat(pod.sentAway)
                .as("%s was sent away and got %s", pod.uid, claim)
                .isFalse();
        SessionId before = claimed.putIfAbsent(pod.uid, claim.session());
        assertThat(before == null || before.equals(claim.session()))
                .as("%s claims once: %s, and then %s", pod.uid, before, claim)
                .isTrue();
        world.tally().met("claimed by a pod");
        if (world.chance().fault(20)) {
            return; // the answer got lost, and it asks again
        }
        waiting.remove(pod);
        world.started(new SimRunner(world, claim.session(), claim.attempt(), new Ticket(token), pod.me));
    }

    /** The store forgot: what was claimed in it says nothing any more. */
    void forget() {
        claimed.clear();
        waiting.forEach(pod -> pod.sentAway = false);
    }
}
