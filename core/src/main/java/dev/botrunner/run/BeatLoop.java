package dev.botrunner.run;

import dev.botrunner.link.Answer;
import dev.botrunner.link.Orders;
import dev.botrunner.link.SessionLink;
import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BeatReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says that the runner lives, at least every 10 s, with all that it knows; brings messages and the order to leave. What
 * breaks on the way is tried again, and ends nothing.
 */
final class BeatLoop implements Loop {

    /** Held so long, beats are sent often enough whatever the way takes. */
    private static final Duration HOLD = Duration.ofSeconds(8);

    private static final Duration FIRST_NEWS = Duration.ofSeconds(1);

    /** While it leaves there is nothing to wait for: the order would be the answer each time. */
    private static final Duration WHILE_LEAVING = Duration.ofSeconds(3);

    private final SessionLink link;
    private final EndGate gate;
    private final Inbox inbox;
    private final Ticker ticker;
    private final Semaphore assetsTold = new Semaphore(0);
    private final AtomicLong lastAnswered;
    private volatile Optional<String> assetsReady = Optional.empty();
    private volatile boolean joined;

    BeatLoop(SessionLink link, EndGate gate, Inbox inbox, Ticker ticker) {
        this.link = link;
        this.gate = gate;
        this.inbox = inbox;
        this.ticker = ticker;
        this.lastAnswered = new AtomicLong(ticker.nanos());
    }

    @Override
    public String name() {
        return "beat";
    }

    void assetsReady(String warmth) {
        assetsReady = Optional.of(warmth);
        assetsTold.release();
    }

    void joined() {
        joined = true;
    }

    /** How long ago the last beat was sent that was answered. */
    Duration silence() {
        return ticker.since(lastAnswered.get());
    }

    @Override
    public Did step() throws InterruptedException {
        boolean loading = assetsReady.isEmpty();
        if (loading) {
            assetsTold.tryAcquire(FIRST_NEWS.toNanos(), TimeUnit.NANOSECONDS);
        }
        boolean leaving = gate.order().isPresent();
        long sent = ticker.nanos();
        var report = new BeatReport(inbox.last(), joined, assetsReady);
        Orders orders = link.beat(report, loading || leaving ? Duration.ZERO : HOLD);
        lastAnswered.set(sent);
        if (orders.answer() != Answer.GO_ON) {
            gate.over(orders.answer());
            return Did.FINISHED;
        }
        inbox.put(orders.messages());
        orders.end().ifPresent(leave -> gate.order(new EndOrder(leave.reason().word(), leave.grace())));
        if (leaving) {
            gate.awaitReturn(WHILE_LEAVING);
        }
        return Did.WORK;
    }
}
