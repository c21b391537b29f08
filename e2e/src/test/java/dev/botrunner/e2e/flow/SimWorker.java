package dev.botrunner.e2e.flow;

import dev.botrunner.link.Child;
import dev.botrunner.link.Claim;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RequestId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A worker, reduced to its rules: claims with a request id that it repeats until it is answered, reports exits. */
final class SimWorker {

    private static final int SLOTS = 3;

    private final World world;
    private final String name;
    private final Set<BotName> bots;
    private Instance me;
    private Map<Child, SimRunner> children = new LinkedHashMap<>();
    private RequestId request;
    private int lives;
    private int requests;

    /** @param name no two workers have the same: claims are theirs by it */
    SimWorker(String name, World world, Set<BotName> bots) {
        this.name = name;
        this.world = world;
        this.bots = bots;
        this.me = instance();
        this.request = nextRequest();
    }

    private Instance instance() {
        return new Instance(name + "-" + ++lives);
    }

    private RequestId nextRequest() {
        return new RequestId(me.value() + "-" + ++requests);
    }

    /** It dies; its runners go on without it. */
    void die() {
        children = new LinkedHashMap<>();
        me = instance();
        request = nextRequest();
    }

    void step() {
        try {
            exits();
            claim();
        } catch (DependencyException e) {
            world.chance().tell("worker not answered");
        }
    }

    private void exits() {
        for (var entry : List.copyOf(children.entrySet())) {
            if (entry.getValue().exit().isPresent()) {
                ExitStatus status = entry.getValue().exit().get();
                world.workers().exited(me, entry.getKey(), status);
                children.remove(entry.getKey());
            }
        }
    }

    private void claim() {
        Set<BotName> wanted = children.size() < SLOTS ? bots : Set.of();
        var claiming = new WorkerLink.Claiming(me, request, wanted, List.copyOf(children.keySet()));
        Work work = world.interruptible(() -> world.workers().claim(claiming, Duration.ZERO));
        if (!(work instanceof Work.Orders(var claim, var kill))) {
            return;
        }
        kill.forEach(child -> {
            SimRunner runner = children.get(child);
            if (runner != null) {
                runner.crash(ExitStatus.signal(9));
            }
        });
        claim.ifPresent(this::start);
    }

    private void start(Claim claim) {
        request = nextRequest();
        var child = new Child(claim.session(), claim.attempt(), claim.claim());
        if (!children.containsKey(child)) {
            children.put(child, world.start(claim.session(), claim.attempt(), claim.claim(), claim.ticket()));
        }
    }
}
