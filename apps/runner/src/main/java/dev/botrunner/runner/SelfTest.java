package dev.botrunner.runner;

import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.Ticker;
import dev.botrunner.runner.link.HttpWay;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a pod looks at before it takes anybody's session: whether the link lets it in, and its clock is right. */
final class SelfTest {

    /** The control server takes tokens of clocks that are off by a minute. */
    private static final Duration MOST_OFF = Duration.ofSeconds(30);

    private final HttpWay way;
    private final WorkerLink link;
    private final Instance me;
    private final Ticker ticker;

    SelfTest(HttpWay way, WorkerLink link, Instance me, Ticker ticker) {
        this.way = way;
        this.link = link;
        this.me = me;
        this.ticker = ticker;
    }

    /** What is wrong; nothing when all is well. */
    Optional<String> fault() throws InterruptedException {
        try {
            // Asks for nothing, so that nothing is taken.
            link.claim(
                    new WorkerLink.Claiming(me, new RequestId(me.value() + "-test"), Set.of(), List.of()),
                    Duration.ZERO);
        } catch (DependencyException e) {
            return Optional.of(e.failure().detail());
        }
        Optional<Instant> theirs = way.serverTime();
        Instant ours = ticker.now();
        return theirs.map(time -> Duration.between(time, ours).abs())
                .filter(off -> off.compareTo(MOST_OFF) > 0)
                .map(off -> "The clock here and the control server's differ by " + off.toSeconds()
                        + " s: expected at most " + MOST_OFF.toSeconds() + " s; set the clock of the node");
    }
}
