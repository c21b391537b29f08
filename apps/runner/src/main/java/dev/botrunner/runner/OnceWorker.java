package dev.botrunner.runner;

import dev.botrunner.link.Claim;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Ticker;
import dev.botrunner.run.ExitCode;
import dev.botrunner.runner.bots.BotShelf;
import dev.botrunner.runner.link.HttpWay;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code runner work --once}: claims one session, runs it in this process, and is done. */
final class OnceWorker {

    private static final Logger LOG = LoggerFactory.getLogger(OnceWorker.class);
    private static final Duration ONE_CALL = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final HttpWay way;
    private final WorkerLink link;
    private final Instance me;
    private final Ticker ticker;
    private final Semaphore never = new Semaphore(0);

    OnceWorker(HttpWay way, WorkerLink link, Instance me, Ticker ticker) {
        this.way = way;
        this.link = link;
        this.me = me;
        this.ticker = ticker;
    }

    /** @param patience how long to wait for work; absent: forever */
    ExitCode run(Set<BotName> bots, Optional<Duration> patience, Supplier<BotShelf> shelf) throws InterruptedException {
        Optional<Claim> claim = claim(bots, patience);
        if (claim.isEmpty()) {
            return ExitCode.DONE;
        }
        var ticket = claim.get().ticket();
        if (ticket.isEmpty()) {
            LOG.atError().setMessage("A claim without a ticket: this is no pod").log();
            return ExitCode.WRONG_CONFIGURATION;
        }
        return new LinkedRun(way, me, ticker).run(ticket.get(), shelf, Environment.read(), List.of());
    }

    private Optional<Claim> claim(Set<BotName> bots, Optional<Duration> patience) throws InterruptedException {
        long began = ticker.nanos();
        var request = new RequestId(me.value());
        while (true) {
            Duration left =
                    patience.map(most -> most.minus(ticker.since(began))).orElse(ONE_CALL);
            if (left.isNegative()) {
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
                never.tryAcquire(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }
}
