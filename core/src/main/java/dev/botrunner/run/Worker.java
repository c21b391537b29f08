package dev.botrunner.run;

import dev.botrunner.link.Child;
import dev.botrunner.link.Claim;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.link.WorkerLink.Claiming;
import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Ulid;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes sessions from the queue as long as it has slots, and starts a child for each. Naming its children in every call
 * keeps their claims and brings back which of them must go. Three loops: this one claims; {@link #exits} reports exits;
 * {@link #reaper} kills what does not go. A worker that dies leaves its children alone: they live by their own link.
 */
public final class Worker implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** With children, so that orders to kill do not wait longer. */
    private static final Duration WAIT_WITH_CHILDREN = Duration.ofSeconds(5);

    private static final Duration WAIT_ALONE = Duration.ofSeconds(10);

    /** A full worker asks so often about its children. */
    private static final Duration FULL = Duration.ofSeconds(3);

    /**
     * What a worker is set to.
     *
     * @param bots which it can run; asked before each claim, since the bots file may change
     */
    public record Settings(Instance me, Supplier<Set<BotName>> bots, int slots) {}

    private final Settings settings;
    private final WorkerLink link;
    private final ChildStarter starter;
    private final Children children;
    private final RandomGenerator random = new SecureRandom();
    private final Ticker ticker;
    private Optional<RequestId> unanswered = Optional.empty();
    private volatile boolean draining;
    private volatile boolean asking;
    private volatile Set<BotName> askedFor = Set.of();

    public Worker(Settings settings, WorkerLink link, ChildStarter starter, Ticker ticker) {
        this.settings = settings;
        this.link = link;
        this.starter = starter;
        this.ticker = ticker;
        this.children = new Children(ticker);
    }

    @Override
    public String name() {
        return "worker";
    }

    /** The loop that reports exits. Ends when this one has ended and nothing is left to report. */
    public Loop exits() {
        return new ExitReports(settings.me(), link, children, this, ticker);
    }

    /** The loop that kills what does not go in time. */
    public Loop reaper() {
        return new Reaper(children, this);
    }

    /** Takes nothing more from now on; ends when the last child has gone. */
    public void drain() {
        draining = true;
        children.poke();
    }

    /** Asks all children to leave, and kills those that are still there so much later. */
    public void endAll(Duration grace) {
        draining = true;
        children.endAll(grace);
    }

    /** How many children there are. */
    public int busy() {
        return children.count();
    }

    @Override
    public Did step() throws InterruptedException {
        if (isOver()) {
            return Did.FINISHED;
        }
        int busy = children.count();
        if (draining || busy >= settings.slots()) {
            children.awaitFree(busy, FULL);
        }
        int free = draining ? 0 : settings.slots() - children.count();
        Set<BotName> bots = free > 0 ? Set.copyOf(settings.bots().get()) : Set.of();
        List<Child> named = children.named();
        if (bots.isEmpty() && named.isEmpty()) {
            return free > 0 ? Did.NOTHING : Did.WORK;
        }
        askedFor = bots;
        asking = !bots.isEmpty();
        try {
            if (asking && draining) {
                return Did.WORK; // told so just now: the other loops may have seen that all is over
            }
            return work(ask(bots, named));
        } finally {
            asking = false; // not before what it brought has become a child: the others would think that all is over
        }
    }

    /** Whether it takes nothing more and has nothing left. */
    boolean isOver() {
        return draining && children.count() == 0 && !asking;
    }

    /** A call for work that is still held when nothing more is wanted, or more, is called off by one that asks for nothing. */
    void callOff() throws InterruptedException {
        if (asking && (draining || !askedFor.equals(settings.bots().get()))) {
            var request = new RequestId(Ulid.of(ticker.now().toEpochMilli(), random));
            link.claim(new Claiming(settings.me(), request, Set.of(), List.of()), Duration.ZERO);
        }
    }

    /** A call whose answer was lost is repeated under the same name, so that nothing is claimed twice. */
    private Work ask(Set<BotName> bots, List<Child> named) throws InterruptedException {
        var request =
                unanswered.orElseGet(() -> new RequestId(Ulid.of(ticker.now().toEpochMilli(), random)));
        unanswered = bots.isEmpty() ? unanswered : Optional.of(request);
        var claiming = new Claiming(settings.me(), request, bots, named);
        Duration wait = bots.isEmpty() ? Duration.ZERO : named.isEmpty() ? WAIT_ALONE : WAIT_WITH_CHILDREN;
        Work work = link.claim(claiming, wait);
        unanswered = bots.isEmpty() ? unanswered : Optional.empty();
        return work;
    }

    private Did work(Work work) throws InterruptedException {
        return switch (work) {
            case Work.Retired _ -> {
                drain();
                yield Did.WORK;
            }
            case Work.Orders(Optional<Claim> claim, List<Child> kill) -> {
                kill.forEach(children::mustGo);
                if (claim.isEmpty()) {
                    yield Did.NOTHING; // it has waited already, unless the control server is about to stop
                }
                start(claim.get());
                yield Did.WORK;
            }
        };
    }

    private void start(Claim claim) throws InterruptedException {
        var child = new Child(claim.session(), claim.attempt(), claim.claim());
        if (!children.add(child)) {
            return; // given again after a lost answer: it is running
        }
        boolean begun = false;
        ExitCode code = ExitCode.TRY_AGAIN;
        try {
            children.started(child, starter.start(claim, status -> children.gone(child, status)));
            begun = true;
        } catch (DependencyException e) {
            LOG.atError()
                    .setMessage("A runner could not be started")
                    .addKeyValue("session", claim.session())
                    .addKeyValue("why", e.failure().detail())
                    .log();
            code = e.failure().code().isRetryable() ? ExitCode.TRY_AGAIN : ExitCode.WRONG_CONFIGURATION;
        } finally {
            if (!begun) { // whatever went wrong: a child that is none would keep its slot and its claim for ever
                children.gone(child, ExitStatus.code(code.number()));
            }
        }
    }
}
