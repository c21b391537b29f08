package dev.botrunner.run;

import dev.botrunner.link.Redeemed;
import dev.botrunner.link.RunnerLink;
import dev.botrunner.loop.Backoff;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a ticket until it is known what it is good for, or for half a minute. */
public final class Redeeming {

    private static final Logger LOG = LoggerFactory.getLogger(Redeeming.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunnerLink link;
    private final Ticker ticker;
    private final Semaphore never = new Semaphore(0);

    public Redeeming(RunnerLink link, Ticker ticker) {
        this.link = link;
        this.ticker = ticker;
    }

    /** What came of it. */
    public sealed interface Outcome {

        record Granted(Redeemed.Granted granted) implements Outcome {}

        /** There is nothing to run here. */
        record Leave(ExitCode code) implements Outcome {}
    }

    public Outcome redeem(Ticket ticket, Instance me) throws InterruptedException {
        long began = ticker.nanos();
        var pauses = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), new SplittableRandom());
        while (true) {
            String failure;
            try {
                switch (link.redeem(ticket, me)) {
                    case Redeemed.Granted granted -> {
                        return new Outcome.Granted(granted);
                    }
                    case Redeemed.Superseded _, Redeemed.Ended _ -> {
                        return new Outcome.Leave(ExitCode.SUPERSEDED);
                    }
                    case Redeemed.Refused(String why, boolean tryAgain) -> {
                        failure = why;
                        if (!tryAgain) {
                            tell("The ticket was refused", why);
                            return new Outcome.Leave(ExitCode.WRONG_CONFIGURATION);
                        }
                    }
                }
            } catch (DependencyException e) {
                failure = e.failure().detail();
            }
            if (ticker.since(began).compareTo(PATIENCE) >= 0) {
                tell("The ticket could not be redeemed in time", failure);
                return new Outcome.Leave(ExitCode.TRY_AGAIN);
            }
            never.tryAcquire(pauses.next().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static void tell(String what, String why) {
        LOG.atError().setMessage(what).addKeyValue("why", why).log();
    }
}
