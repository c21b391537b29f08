package dev.botrunner.runner;

import dev.botrunner.link.Child;
import dev.botrunner.link.Claim;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Signals;
import dev.botrunner.loop.Ticker;
import dev.botrunner.run.ExitCode;
import dev.botrunner.runner.bots.BotShelf;
import dev.botrunner.runner.link.HttpWay;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code runner work --once}: claims one session, runs it in this process, and is done. A pod proves itself by its own
 * token, and takes nothing before it has tested its way and its clock. Told to leave while it waits it
 * calls off its claim, so that nothing is given to a process that is not there any more, and leaves with 143.
 */
final class OnceWorker {

    private static final Logger LOG = LoggerFactory.getLogger(OnceWorker.class);
    private static final Duration ONE_CALL = Duration.ofSeconds(10);

    /** Longer than a control server takes to be there again: pods that had just begun would all be made anew. */
    private static final Duration TEST = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final HttpWay way;
    private final WorkerLink link;
    private final Instance me;
    private final Supplier<Optional<String>> own;
    private final Ticker ticker;
    private final Semaphore toldToLeave = new Semaphore(0);
    private volatile boolean leaving;

    /** @param own the pod's own token, where it is one: read anew each time, since it is renewed; a claim without a ticket is redeemed with it */
    OnceWorker(HttpWay way, WorkerLink link, Instance me, Supplier<Optional<String>> own, Ticker ticker) {
        this.way = way;
        this.link = link;
        this.me = me;
        this.own = own;
        this.ticker = ticker;
    }

    /** @param patience how long to wait for work; absent: forever */
    ExitCode run(Set<BotName> bots, Optional<Duration> patience, Supplier<BotShelf> shelf) throws InterruptedException {
        Signals.listen(Signals.LEAVE, _ -> leave());
        Optional<ExitCode> fault = own.get().isPresent() ? tested(patience) : Optional.empty();
        Optional<Claim> claim = fault.isPresent() ? Optional.empty() : claim(bots, patience);
        Signals.letEnd(Signals.LEAVE);
        if (leaving) {
            claim.ifPresent(this::giveBack);
            return ExitCode.TERMINATED;
        }
        if (claim.isEmpty()) {
            return fault.orElse(ExitCode.DONE);
        }
        Optional<Ticket> ticket = claim.get().ticket().or(() -> own.get().map(Ticket::new));
        if (ticket.isEmpty()) {
            LOG.atError().setMessage("A claim without a ticket: this is no pod").log();
            return ExitCode.WRONG_CONFIGURATION;
        }
        return new LinkedRun(way, me, ticker).run(ticket.get(), shelf, Environment.read(), List.of());
    }

    /** Until all is well, or for as long as there is patience. A pod that only waits would wait in vain for ever. */
    private Optional<ExitCode> tested(Optional<Duration> patience) throws InterruptedException {
        Duration most = patience.filter(it -> it.compareTo(TEST) < 0).orElse(TEST);
        var test = new SelfTest(way, link, me, ticker);
        long began = ticker.nanos();
        for (Optional<String> fault = test.fault(); fault.isPresent() && !leaving; fault = test.fault()) {
            if (ticker.since(began).compareTo(most) >= 0) {
                LOG.atError()
                        .setMessage("The self-test failed: nothing is claimed")
                        .addKeyValue("why", fault.get())
                        .log();
                return Optional.of(ExitCode.TRY_AGAIN);
            }
            toldToLeave.tryAcquire(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        }
        return Optional.empty();
    }

    /** From a thread of the JVM. Once a session runs it hears the signals by itself. */
    private void leave() {
        leaving = true;
        toldToLeave.release();
        try {
            var request = new RequestId(me.value() + "-off");
            link.claim(new WorkerLink.Claiming(me, request, Set.of(), List.of()), Duration.ZERO);
        } catch (DependencyException nobodyThere) {
            LOG.atDebug()
                    .setMessage("The call for work could not be called off; it ends by itself")
                    .setCause(nobodyThere)
                    .log();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It came with the stop: the next one shall have it at once, and not when its lease is over. */
    private void giveBack(Claim claim) {
        try {
            var child = new Child(claim.session(), claim.attempt(), claim.claim());
            link.exited(me, child, ExitStatus.code(ExitCode.TERMINATED.number()));
        } catch (DependencyException e) {
            LOG.atWarn()
                    .setMessage("A claim that came with the stop could not be given back; it lapses by itself")
                    .addKeyValue("session", claim.session())
                    .log();
        }
    }

    private Optional<Claim> claim(Set<BotName> bots, Optional<Duration> patience) throws InterruptedException {
        long began = ticker.nanos();
        var request = new RequestId(me.value());
        while (true) {
            Duration left =
                    patience.map(most -> most.minus(ticker.since(began))).orElse(ONE_CALL);
            if (left.isNegative() || leaving) {
                return Optional.empty();
            }
            long asked = ticker.nanos();
            try {
                var claiming = new WorkerLink.Claiming(me, request, bots, List.of());
                switch (link.claim(claiming, left.compareTo(ONE_CALL) > 0 ? ONE_CALL : left)) {
                    case Work.Retired _ -> {
                        return Optional.empty();
                    }
                    case Work.Orders(Optional<Claim> claim, var _) -> {
                        if (claim.isPresent()) {
                            return claim;
                        }
                    }
                }
            } catch (DependencyException e) {
                LOG.atWarn()
                        .setMessage("The control server gave no answer; it is asked again")
                        .addKeyValue("failure", e.failure().detail())
                        .log();
            }
            if (ticker.since(asked).compareTo(PAUSE) < 0) {
                toldToLeave.tryAcquire(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }
}
